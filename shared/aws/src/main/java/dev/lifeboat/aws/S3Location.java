package dev.lifeboat.aws;

import dev.lifeboat.error.ErrorCode;
import dev.lifeboat.error.LifeboatException;
import dev.lifeboat.store.ObjectKey;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A bucket, or a part of one.
 *
 * @param bucket by its name, as S3 allows it: 3 to 63 of a-z, 0-9, dot and hyphen
 * @param prefix empty for the whole bucket, or a key, without {@code /} at its end
 */
public record S3Location(String bucket, String prefix) {
    /** What a store's location begins with. */
    public static final String SCHEME = "s3://";

    private static final Pattern URI = Pattern.compile("s3://([a-z0-9][a-z0-9.-]{1,61}[a-z0-9])(?:/(.*?)/*)?");
    private static final int MAX_PREFIX = 100;

    /**
     * Reads {@code s3://bucket} or {@code s3://bucket/prefix}.
     *
     * @throws LifeboatException USAGE if it is neither
     */
    public static S3Location parse(String uri) {
        Matcher parts = URI.matcher(uri);
        String prefix = parts.matches() ? Optional.ofNullable(parts.group(2)).orElse("") : "/";
        if (!prefix.isEmpty() && (prefix.length() > MAX_PREFIX || !ObjectKey.isKey(prefix))) {
            throw new LifeboatException(
                    ErrorCode.USAGE,
                    "'%s' does not name a bucket, or a prefix in one: nothing was done".formatted(uri),
                    "write s3://BUCKET or s3://BUCKET/PREFIX; a prefix has at most %d characters of A-Z a-z 0-9 . _ - /"
                            .formatted(MAX_PREFIX));
        }
        return new S3Location(Objects.requireNonNull(parts.group(1)), prefix);
    }

    /** The name in the bucket of what has a name in the store. */
    String inBucket(String name) {
        return prefix.isEmpty() ? name : prefix + "/" + name;
    }

    /** The name in the store of what has a name in the bucket; empty if no object of the store can have that name. */
    public Optional<ObjectKey> inStore(String name) {
        String start = inBucket("");
        return Optional.of(name)
                .filter(whole -> whole.startsWith(start))
                .map(whole -> whole.substring(start.length()))
                .filter(ObjectKey::isKey)
                .map(ObjectKey::new);
    }

    @Override
    public String toString() {
        return SCHEME + (prefix.isEmpty() ? bucket : bucket + "/" + prefix);
    }
}
