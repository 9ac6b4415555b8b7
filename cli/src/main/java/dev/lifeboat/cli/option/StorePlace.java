package dev.lifeboat.cli.option;

import dev.lifeboat.aws.S3Location;
import dev.lifeboat.error.ErrorCode;
import dev.lifeboat.error.LifeboatException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * Where an option says that a store is.
 *
 * @param option its name, for errors
 */
record StorePlace(String option, String text) {
    private static final Pattern URI = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]+://.*");

    /** Opens, or makes, the store there by the way of its kind. */
    <T> T open(Function<S3Location, ? extends T> ofBucket, Function<Path, ? extends T> ofFolder) {
        Optional<S3Location> bucket = bucket();
        return bucket.isPresent() ? ofBucket.apply(bucket.get()) : ofFolder.apply(path());
    }

    /** The place in a bucket, if it is one. */
    Optional<S3Location> bucket() {
        return text.startsWith(S3Location.SCHEME) ? Optional.of(S3Location.parse(text)) : Optional.empty();
    }

    /** The folder that it is otherwise. */
    Path path() {
        if (URI.matcher(text).matches()) {
            throw new LifeboatException(
                    ErrorCode.USAGE,
                    "%s names a %s store, and Lifeboat stores in folders and in S3: nothing was done"
                            .formatted(option, text.substring(0, text.indexOf(':'))),
                    "give the path of a folder, such as /srv/backups, or s3://BUCKET/PREFIX");
        }
        return Path.of(text).toAbsolutePath().normalize();
    }
}
