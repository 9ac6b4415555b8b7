package dev.lifeboat.cli.option;

import dev.lifeboat.aws.S3Location;
import dev.lifeboat.aws.S3Settings;
import dev.lifeboat.aws.S3Store;
import dev.lifeboat.store.DeletingStore;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How to reach a bucket, and what new objects in it get. Nothing of this counts for a folder. */
public final class S3Options {
    @Option(
            names = "--endpoint-url",
            paramLabel = "URL",
            description = "Server of an s3:// store that is compatible with S3; AWS's own unless given.")
    private @Nullable String endpoint;

    @Option(
            names = "--path-style",
            description = "Name the bucket in the path of requests, as many servers other than AWS's want it.")
    private boolean pathStyle;

    @Option(
            names = "--region",
            paramLabel = "REGION",
            description = "Region of the bucket; AWS_REGION, the profile's or the machine's unless given.")
    private @Nullable String region;

    @Option(
            names = "--kms-key",
            paramLabel = "KEY",
            description = "KMS key by which S3 encrypts new objects once more; as the bucket says unless given.")
    private @Nullable String kmsKey;

    @Option(
            names = "--storage-class",
            paramLabel = "CLASS",
            description = "Storage class of new objects, such as STANDARD_IA; as the bucket says unless given.")
    private @Nullable String storageClass;

    @Option(
            names = "--lock-days",
            paramLabel = "DAYS",
            description = "Lock new objects against deletion for so many days, in a bucket with Object Lock.")
    private @Nullable Integer lockDays;

    @Option(
            names = "--lock-mode",
            paramLabel = "MODE",
            defaultValue = "governance",
            description = "Who may end a lock of --lock-days early: governance, those with a permission for it;"
                    + " compliance, nobody at all.")
    private S3Given.LockMode lockMode = S3Given.LockMode.GOVERNANCE;

    @Option(
            names = "--no-crc32c",
            description = "Do not ask the server to confirm CRC-32C, which old servers do not know.")
    private boolean noCrc32c;

    DeletingStore open(S3Location location) {
        return S3Store.open(location, settings());
    }

    DeletingStore initialize(S3Location location) {
        return S3Store.initialize(location, settings());
    }

    /** The lines of a configuration file that say how the bucket is reached, and what new objects in it get. */
    String configuration() {
        S3Settings settings = settings();
        return Stream.of(
                        settings.endpoint().map(url -> "endpoint-url = " + url),
                        settings.region().map(name -> "region = " + name),
                        Optional.of("path-style = true").filter(_ -> pathStyle),
                        settings.kmsKey().map(key -> "kms-key = " + key),
                        settings.storageClass().map(name -> "storage-class = " + name),
                        settings.lock()
                                .map(lock -> "lock-days = " + lock.period().toDays()),
                        settings.lock()
                                .map(_ -> "lock-mode = " + lockMode.name().toLowerCase(Locale.ROOT)),
                        Optional.of("no-crc32c = true").filter(_ -> noCrc32c))
                .flatMap(Optional::stream)
                .map(line -> line + "\n")
                .collect(Collectors.joining());
    }

    private S3Settings settings() {
        return new S3Given("--", endpoint, pathStyle, region, kmsKey, storageClass, lockDays, lockMode, noCrc32c)
                .settings();
    }
}
