package dev.lifeboat.cli.option;

import dev.lifeboat.aws.S3Settings;
import dev.lifeboat.aws.S3Store;
import dev.lifeboat.error.ErrorCode;
import dev.lifeboat.error.LifeboatException;
import dev.lifeboat.store.DirectoryStore;
import dev.lifeboat.store.ObjectStore;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where backups are copied to, and what new objects there get. */
public final class DestinationOptions {
    @Option(
            names = "--to",
            required = true,
            paramLabel = "STORE",
            description = "Where the copies go: a folder, such as a mounted NAS, or s3://BUCKET/PREFIX.")
    private String to = "";

    @Option(
            names = "--create",
            description =
                    "Make --to a store first, if it is none yet. Not for cron: a disk that is not mounted is none.")
    private boolean create;

    @Option(
            names = "--to-endpoint-url",
            paramLabel = "URL",
            description = "Server of an s3:// store of --to that is compatible with S3; AWS's own unless given.")
    private @Nullable String endpoint;

    @Option(names = "--to-path-style", description = "The same as --path-style, of --to.")
    private boolean pathStyle;

    @Option(
            names = "--to-region",
            paramLabel = "REGION",
            description = "Region of the bucket of --to; AWS_REGION, the profile's or the machine's unless given.")
    private @Nullable String region;

    @Option(
            names = "--to-kms-key",
            paramLabel = "KEY",
            description = "KMS key by which S3 encrypts the copies once more; as the bucket says unless given.")
    private @Nullable String kmsKey;

    @Option(
            names = "--to-storage-class",
            paramLabel = "CLASS",
            description = "Storage class of the copies, such as STANDARD_IA; as the bucket says unless given.")
    private @Nullable String storageClass;

    @Option(
            names = "--to-lock-days",
            paramLabel = "DAYS",
            description = "Lock the copies against deletion for so many days, in a bucket with Object Lock.")
    private @Nullable Integer lockDays;

    @Option(
            names = "--to-lock-mode",
            paramLabel = "MODE",
            defaultValue = "governance",
            description = "Who may end a lock of --to-lock-days early: governance or compliance, as --lock-mode says.")
    private S3Given.LockMode lockMode = S3Given.LockMode.GOVERNANCE;

    @Option(
            names = "--to-no-crc32c",
            description = "Do not ask the server of --to to confirm CRC-32C, which old servers do not know.")
    private boolean noCrc32c;

    /**
     * Opens the store that is there; makes it one, if that is asked for.
     *
     * @param mayCreate whether anything may be written
     * @throws LifeboatException USAGE if the options are wrong, or what is wrong with the store
     */
    public ObjectStore open(boolean mayCreate) {
        boolean make = create && mayCreate;
        return new StorePlace("--to", to)
                .open(
                        bucket -> make ? S3Store.initialize(bucket, settings()) : S3Store.open(bucket, settings()),
                        folder -> make ? DirectoryStore.initialize(folder) : directory(folder));
    }

    private S3Settings settings() {
        return new S3Given("--to-", endpoint, pathStyle, region, kmsKey, storageClass, lockDays, lockMode, noCrc32c)
                .settings();
    }

    private static DirectoryStore directory(Path path) {
        try {
            return DirectoryStore.open(path);
        } catch (LifeboatException e) {
            if (e.code() != ErrorCode.STORE_UNREACHABLE) {
                throw e;
            }
            throw new LifeboatException(
                    e.code(),
                    String.valueOf(e.getMessage()),
                    "mount the disk or share that holds it; if it is to become a store, add --create, once",
                    e);
        }
    }
}
