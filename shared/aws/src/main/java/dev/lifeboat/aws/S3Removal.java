package dev.lifeboat.aws;

import dev.lifeboat.store.Deletion;
import dev.lifeboat.store.ObjectKey;
import dev.lifeboat.store.UnfinishedUpload;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.model.DeleteMarkerEntry;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.ListObjectVersionsResponse;
import software.amazon.awssdk.services.s3.model.MultipartUpload;
import software.amazon.awssdk.services.s3.model.NoSuchUploadException;
import software.amazon.awssdk.services.s3.model.ObjectLockLegalHoldStatus;
import software.amazon.awssdk.services.s3.model.ObjectVersion;

/** Takes objects out of a bucket, with every version, and finds uploads in parts that nobody ended. */
record S3Removal(Bucket bucket) {
    private static final int NOT_FOUND = 404;

    /** What lies under one name: what was put over the object, the newest first, and then the object itself. */
    private record Versions(List<String> covering, String object) {}

    Deletion delete(ObjectKey key) {
        String consequence = "object %s is not removed".formatted(key);
        try {
            Optional<Versions> versions = versions(key);
            if (versions.isEmpty()) {
                return new Deletion.Deleted();
            }
            Optional<Deletion> locked = locked(
                    key, versions.get().object(), versions.get().covering().isEmpty());
            if (locked.isPresent()) {
                return locked.get();
            }
            versions.get().covering().forEach(version -> delete(key, version));
            delete(key, versions.get().object());
            return new Deletion.Deleted();
        } catch (SdkException e) {
            throw bucket.failure().of(e, consequence);
        }
    }

    private Optional<Versions> versions(ObjectKey key) {
        String name = bucket.inBucket(key);
        List<String> markers = new ArrayList<>();
        List<String> versions = new ArrayList<>();
        for (ListObjectVersionsResponse page : pages(name)) {
            page.deleteMarkers().stream()
                    .filter(marker -> marker.key().equals(name))
                    .map(DeleteMarkerEntry::versionId)
                    .forEach(markers::add);
            page.versions().stream()
                    .filter(version -> version.key().equals(name))
                    .map(ObjectVersion::versionId)
                    .forEach(versions::add);
            if (!endsWith(page, name)) {
                break;
            }
        }
        if (versions.isEmpty()) {
            return Optional.empty();
        }
        markers.addAll(versions.subList(0, versions.size() - 1));
        return Optional.of(new Versions(markers, versions.getLast()));
    }

    private Iterable<ListObjectVersionsResponse> pages(String name) {
        return bucket.client()
                .listObjectVersionsPaginator(
                        request -> request.bucket(bucket.name()).prefix(name));
    }

    /** Whether more of the name may come on the next page. */
    private static boolean endsWith(ListObjectVersionsResponse page, String name) {
        return name.equals(page.nextKeyMarker());
    }

    private Optional<Deletion> locked(ObjectKey key, String version, boolean latest) {
        HeadObjectResponse head =
                bucket.client().headObject(bucket.head(key, version, latest).build());
        if (head.objectLockLegalHoldStatus() == ObjectLockLegalHoldStatus.ON) {
            return Optional.of(new Deletion.Locked(Optional.empty()));
        }
        @Nullable Instant until = head.objectLockRetainUntilDate();
        return until != null && until.isAfter(Instant.now())
                ? Optional.of(new Deletion.Locked(Optional.of(until)))
                : Optional.empty();
    }

    private void delete(ObjectKey key, String version) {
        bucket.client()
                .deleteObject(request ->
                        request.bucket(bucket.name()).key(bucket.inBucket(key)).versionId(version));
    }

    Stream<UnfinishedUpload> unfinished(String prefix) {
        try {
            return bucket
                    .client()
                    .listMultipartUploadsPaginator(request -> request.bucket(bucket.name())
                            .prefix(bucket.location().inBucket(prefix)))
                    .uploads()
                    .stream()
                    .flatMap(upload -> inStore(upload).stream())
                    .toList()
                    .stream();
        } catch (SdkException e) {
            throw bucket.failure().of(e, "what writers left unfinished is not found");
        }
    }

    private Optional<UnfinishedUpload> inStore(MultipartUpload upload) {
        return bucket.location()
                .inStore(upload.key())
                .map(key -> new UnfinishedUpload(key.value(), upload.uploadId(), upload.initiated()));
    }

    void discard(UnfinishedUpload upload) {
        try {
            bucket.client()
                    .abortMultipartUpload(request -> request.bucket(bucket.name())
                            .key(bucket.location().inBucket(upload.place()))
                            .uploadId(upload.id()));
        } catch (NoSuchUploadException e) {
            // Its writer was faster: it is an object now, or discarded.
        } catch (SdkException e) {
            if (!S3Failure.isStatus(e, NOT_FOUND)) {
                throw bucket.failure().of(e, "the upload of %s is not discarded".formatted(upload.place()));
            }
        }
    }
}
