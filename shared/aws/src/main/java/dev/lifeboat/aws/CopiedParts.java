package dev.lifeboat.aws;

import dev.lifeboat.parallel.Worker;
import dev.lifeboat.parallel.Workers;
import dev.lifeboat.store.ObjectKey;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.model.CompletedMultipartUpload;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.CopyPartResult;

/** Parts of an upload that S3 takes from an object of another bucket. */
final class CopiedParts implements Parts {
    private static final int AT_ONCE = 8;

    private final Bucket bucket;
    private final ObjectKey key;
    private final String id;
    private final Bucket from;
    private final Held source;
    private final int crc32c;
    private final SortedMap<Integer, CompletedPart> parts = new TreeMap<>();
    private boolean completed;

    /** @param crc32c that the source has */
    CopiedParts(Bucket bucket, ObjectKey key, String id, Bucket from, Held source, int crc32c) {
        this.bucket = bucket;
        this.key = key;
        this.id = id;
        this.from = from;
        this.source = source;
        this.crc32c = crc32c;
    }

    /** A part of the source. */
    private record Range(int number, long first, long last) {
        long bytes() {
            return last - first + 1;
        }

        String header() {
            return "bytes=%d-%d".formatted(first, last);
        }
    }

    /** Has all parts copied, several at once. */
    void copyAll(long size) {
        List<Range> ranges = new ArrayList<>();
        for (long first = 0; first < source.bytes(); first += size) {
            ranges.add(new Range(ranges.size() + 1, first, Math.min(source.bytes(), first + size) - 1));
        }
        Workers.run(AT_ONCE, "parts", ranges, Copier::new);
    }

    private void copy(Range range) {
        try {
            CopyPartResult copied = bucket.client()
                    .uploadPartCopy(request -> {
                        request.sourceBucket(from.name())
                                .sourceKey(from.inBucket(key))
                                .copySourceIfMatch(source.etag())
                                .copySourceRange(range.header())
                                .destinationBucket(bucket.name())
                                .destinationKey(bucket.inBucket(key))
                                .uploadId(id)
                                .partNumber(range.number())
                                .overrideConfiguration(call -> call.apiCallAttemptTimeout(
                                        bucket.settings().limits().moving(range.bytes())));
                        source.named().ifPresent(request::sourceVersionId);
                    })
                    .copyPartResult();
            add(CompletedPart.builder()
                    .partNumber(range.number())
                    .eTag(copied.eTag())
                    .checksumCRC32C(copied.checksumCRC32C())
                    .build());
        } catch (SdkException e) {
            throw bucket.failure().of(e, "object %s is not stored".formatted(key));
        }
    }

    private synchronized void add(CompletedPart part) {
        parts.put(part.partNumber(), part);
    }

    private final class Copier implements Worker<Range> {
        @Override
        public void work(Range range) {
            copy(range);
        }

        @Override
        public void cancel() {
            // One part is not long under way; no other is begun.
        }

        @Override
        public void close() {
            // It holds nothing.
        }
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public long bytes() {
        return source.bytes();
    }

    @Override
    public int crc32c() {
        return crc32c;
    }

    @Override
    public CompletedMultipartUpload all() {
        return CompletedMultipartUpload.builder().parts(parts.values()).build();
    }

    @Override
    public void becameObject() {
        completed = true;
    }

    @Override
    public void close() {
        if (!completed) {
            completed = true;
            Multipart.discard(bucket, key, id);
        }
    }
}
