package dev.lifeboat.aws;

import dev.lifeboat.store.ObjectKey;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.Spliterators.AbstractSpliterator;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.ListObjectVersionsResponse;
import software.amazon.awssdk.services.s3.model.ObjectVersion;

/**
 * Walks over the versions in a bucket and passes on the oldest of each object, in the order of their keys. S3 lists the
 * versions of one name from the newest to the oldest, a page of at most 1,000 at a time.
 */
final class VersionListing extends AbstractSpliterator<Held> {
    private final S3Client client;
    private final S3Location location;
    private final S3Failure failure;
    private final String start;
    private final int pageSize;
    private final Deque<ObjectVersion> page = new ArrayDeque<>();
    private @Nullable ListObjectVersionsResponse last;
    private @Nullable ObjectVersion pending;

    /**
     * Prepares to list.
     *
     * @param start what names in the bucket begin with
     */
    VersionListing(S3Client client, S3Location location, S3Failure failure, String start, int pageSize) {
        super(Long.MAX_VALUE, ORDERED | DISTINCT | NONNULL);
        this.client = client;
        this.location = location;
        this.failure = failure;
        this.start = start;
        this.pageSize = pageSize;
    }

    @Override
    public boolean tryAdvance(Consumer<? super Held> action) {
        for (Optional<ObjectVersion> oldest = nextOldest(); oldest.isPresent(); oldest = nextOldest()) {
            Optional<Held> held = held(oldest.get());
            if (held.isPresent()) {
                action.accept(held.get());
                return true;
            }
        }
        return false;
    }

    /** The last version before those of another name begin. */
    private Optional<ObjectVersion> nextOldest() {
        for (ObjectVersion version = next(); version != null; version = next()) {
            ObjectVersion before = pending;
            pending = version;
            if (before != null && !before.key().equals(version.key())) {
                return Optional.of(before);
            }
        }
        ObjectVersion before = pending;
        pending = null;
        return Optional.ofNullable(before);
    }

    private @Nullable ObjectVersion next() {
        while (page.isEmpty() && (last == null || Boolean.TRUE.equals(last.isTruncated()))) {
            last = ask(last);
            page.addAll(last.versions());
        }
        return page.poll();
    }

    private ListObjectVersionsResponse ask(@Nullable ListObjectVersionsResponse before) {
        try {
            return client.listObjectVersions(request -> {
                request.bucket(location.bucket()).prefix(start).maxKeys(pageSize);
                if (before != null) {
                    request.keyMarker(before.nextKeyMarker()).versionIdMarker(before.nextVersionIdMarker());
                }
            });
        } catch (SdkException e) {
            throw failure.of(e, "its objects are not listed");
        }
    }

    private Optional<Held> held(ObjectVersion version) {
        return location.inStore(version.key()).map(key -> held(key, version));
    }

    private static Held held(ObjectKey key, ObjectVersion version) {
        return new Held(
                key,
                version.versionId(),
                version.eTag(),
                version.size(),
                version.lastModified(),
                Boolean.TRUE.equals(version.isLatest()));
    }
}
