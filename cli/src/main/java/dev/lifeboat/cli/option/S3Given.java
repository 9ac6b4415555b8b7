package dev.lifeboat.cli.option;

import dev.lifeboat.aws.S3Settings;
import dev.lifeboat.aws.S3Settings.Lock;
import dev.lifeboat.error.ErrorCode;
import dev.lifeboat.error.LifeboatException;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What options say of a bucket.
 *
 * @param prefix of the options' names, for errors: {@code --}, or {@code --to-}
 */
record S3Given(
        String prefix,
        @Nullable String endpoint,
        boolean pathStyle,
        @Nullable String region,
        @Nullable String kmsKey,
        @Nullable String storageClass,
        @Nullable Integer lockDays,
        LockMode lockMode,
        boolean noCrc32c) {
    private static final Set<String> SCHEMES = Set.of("http", "https");

    /** Who may end a lock early. */
    enum LockMode {
        GOVERNANCE,
        COMPLIANCE
    }

    /** Of a bucket to which nothing is written. */
    static S3Given toRead(String prefix, @Nullable String endpoint, boolean pathStyle, @Nullable String region) {
        return new S3Given(prefix, endpoint, pathStyle, region, null, null, null, LockMode.GOVERNANCE, false);
    }

    /**
     * The same as the store takes it.
     *
     * @throws LifeboatException USAGE if an option is wrong
     */
    S3Settings settings() {
        return new S3Settings(
                Optional.ofNullable(endpoint).map(this::url),
                pathStyle,
                Optional.ofNullable(region),
                Optional.ofNullable(kmsKey),
                Optional.ofNullable(storageClass),
                Optional.ofNullable(lockDays).map(this::lock),
                !noCrc32c,
                S3Settings.DEFAULT.limits());
    }

    private URI url(String text) {
        try {
            URI url = new URI(text);
            if (SCHEMES.contains(String.valueOf(url.getScheme())) && url.getHost() != null) {
                return url;
            }
        } catch (URISyntaxException e) {
            // it is refused below
        }
        throw new LifeboatException(
                ErrorCode.USAGE,
                "%sendpoint-url '%s' is not the address of a server: nothing was done".formatted(prefix, text),
                "write it as in https://s3.example.org:9000");
    }

    private Lock lock(int days) {
        if (days < 1 || days > Lock.MOST_DAYS) {
            throw new LifeboatException(
                    ErrorCode.USAGE,
                    "%slock-days %d is not between 1 and %d: nothing was done".formatted(prefix, days, Lock.MOST_DAYS),
                    "leave it out for objects that the bucket's own rules lock, or nothing does");
        }
        return new Lock(Duration.ofDays(days), lockMode == LockMode.COMPLIANCE);
    }
}
