package dev.lifeboat.aws;

import dev.lifeboat.store.Checksums;
import dev.lifeboat.store.CreateOutcome;
import dev.lifeboat.store.DeletingStore;
import dev.lifeboat.store.Deletion;
import dev.lifeboat.store.ListPrefix;
import dev.lifeboat.store.ObjectKey;
import dev.lifeboat.store.ObjectStatus;
import dev.lifeboat.store.ObjectStore;
import dev.lifeboat.store.ObjectUpload;
import dev.lifeboat.store.UnfinishedUpload;
import java.io.InputStream;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * A store that is an S3 bucket or a part of one, at AWS or at a server that is compatible with it.
 *
 * <p>Objects are created by conditional writes, so that the first writer of a name wins. Where the bucket keeps versions, the
 * oldest under a name is the object: whatever was put over it since, a delete marker or another version, changes nothing of
 * what is read.
 *
 * <p>An upload gathers parts in memory that all uploads share, {@link PartMemory}, and sends them from threads of its own
 * while its writer goes on.
 */
public final class S3Store implements DeletingStore {
    private final Bucket bucket;
    private final PartMemory memory;

    private S3Store(Bucket bucket, PartMemory memory) {
        this.bucket = bucket;
        this.memory = memory;
    }

    /**
     * Prepares to use a bucket; asks nothing of it yet.
     *
     * @throws dev.lifeboat.error.LifeboatException REGION_WRONG if nothing says which region
     */
    public static S3Store open(S3Location location, S3Settings settings) {
        return open(location, settings, PartMemory.ofHeap());
    }

    static S3Store open(S3Location location, S3Settings settings, PartMemory memory) {
        S3Failure failure = new S3Failure(
                location, settings.endpoint().map(Object::toString).orElse("its endpoint"));
        try {
            S3Client client = S3Clients.open(settings);
            return new S3Store(new Bucket(client, location, settings, failure), memory);
        } catch (SdkClientException e) {
            throw failure.noRegion(e, "nothing is read or written");
        }
    }

    /**
     * Makes a place in a bucket a store, or opens the one that it is: puts a marker there, and makes sure that the service
     * refuses to overwrite it.
     *
     * @throws dev.lifeboat.error.LifeboatException what is wrong with the bucket, or with the way to it
     */
    public static S3Store initialize(S3Location location, S3Settings settings) {
        S3Store store = open(location, settings);
        new S3Marker(store.bucket).place();
        return store;
    }

    @Override
    public ObjectUpload create(ObjectKey key) {
        return new S3Upload(bucket, memory, key);
    }

    @Override
    public InputStream read(ObjectKey key) {
        Held held = bucket.find(key).orElseThrow(() -> bucket.failure().missing(key));
        return new S3Input(bucket, held);
    }

    @Override
    public Optional<ObjectStatus> status(ObjectKey key) {
        return bucket.find(key).map(Held::status);
    }

    @Override
    public Stream<ObjectStatus> list(String prefix) {
        String start = new ListPrefix(prefix).value();
        return StreamSupport.stream(bucket.list(start), false).map(Held::status);
    }

    @Override
    public Optional<CreateOutcome> take(ObjectKey key, ObjectStore from, Checksums expected) {
        return from instanceof S3Store other
                ? new ServerSideCopy(other.bucket, bucket).of(key, expected)
                : Optional.empty();
    }

    @Override
    public Optional<String> crc32c(ObjectKey key) {
        return bucket.find(key).flatMap(bucket::crc32c);
    }

    @Override
    public Deletion delete(ObjectKey key) {
        return new S3Removal(bucket).delete(key);
    }

    @Override
    public Stream<UnfinishedUpload> unfinished(String prefix) {
        return new S3Removal(bucket).unfinished(new ListPrefix(prefix).value());
    }

    @Override
    public void discard(UnfinishedUpload upload) {
        new S3Removal(bucket).discard(upload);
    }

    @Override
    public String location() {
        return bucket.location().toString();
    }

    @Override
    public String toString() {
        return location();
    }
}
