package dev.lifeboat.aws;

import dev.lifeboat.error.LifeboatException;
import dev.lifeboat.store.ObjectKey;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.model.CompletedMultipartUpload;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.UploadPartResponse;

/** The parts of one object on their way to S3; parts that are not completed to an object are discarded by its close. */
final class Multipart implements Parts {
    private final Bucket bucket;
    private final PartMemory memory;
    private final ObjectKey key;
    private final String id;
    private final int most;
    private final Crc32cSum crc32c = new Crc32cSum();
    private final List<FutureTask<CompletedPart>> parts = new ArrayList<>();
    private final List<Thread> threads = new ArrayList<>();
    private long bytes;
    private boolean completed;

    /**
     * Takes charge of an upload in parts.
     *
     * @param id that S3 gave it
     * @param most parts that it may have
     */
    Multipart(Bucket bucket, PartMemory memory, ObjectKey key, String id, int most) {
        this.bucket = bucket;
        this.memory = memory;
        this.key = key;
        this.id = id;
        this.most = most;
    }

    @Override
    public String id() {
        return id;
    }

    int count() {
        return parts.size();
    }

    @Override
    public long bytes() {
        return bytes;
    }

    @Override
    public int crc32c() {
        return crc32c.value();
    }

    /** Sends a part from this thread, and gives its memory back. */
    void send(PartBuffer part) {
        added(part).run();
        requireNoneFailed();
    }

    /** Sends a part from a thread of its own, which gives its memory back. */
    void sendLater(PartBuffer part) {
        threads.add(Thread.ofVirtual().name("part of " + key).start(added(part)));
        requireNoneFailed();
    }

    private FutureTask<CompletedPart> added(PartBuffer part) {
        int number = parts.size() + 1;
        if (number > most) {
            memory.giveBack(part.blocks());
            throw bucket.failure().tooBig(key, bytes);
        }
        FutureTask<CompletedPart> sending = new FutureTask<>(() -> sent(number, part));
        parts.add(sending);
        bytes += part.size();
        crc32c.append(part.crc32c(), part.size());
        return sending;
    }

    private CompletedPart sent(int number, PartBuffer part) {
        try {
            UploadPartResponse answer = bucket.client()
                    .uploadPart(
                            request -> {
                                request.bucket(bucket.name())
                                        .key(bucket.inBucket(key))
                                        .uploadId(id)
                                        .partNumber(number)
                                        .contentLength(part.size())
                                        .overrideConfiguration(call -> call.apiCallAttemptTimeout(
                                                bucket.settings().limits().moving(part.size())));
                                if (bucket.settings().confirmsCrc32c()) {
                                    request.checksumCRC32C(Creation.encoded(part.crc32c()));
                                } else {
                                    request.contentMD5(part.md5());
                                }
                            },
                            part.body());
            return completed(number, part, answer);
        } catch (SdkException e) {
            throw bucket.failure().of(e, "object %s is not stored".formatted(key));
        } finally {
            memory.giveBack(part.blocks());
        }
    }

    private CompletedPart completed(int number, PartBuffer part, UploadPartResponse answer) {
        CompletedPart.Builder sent = CompletedPart.builder().partNumber(number).eTag(answer.eTag());
        if (bucket.settings().confirmsCrc32c()) {
            String checksum = Creation.encoded(part.crc32c());
            Creation.requireConfirmed(bucket, key, checksum, answer.checksumCRC32C());
            sent.checksumCRC32C(checksum);
        }
        return sent.build();
    }

    private void requireNoneFailed() {
        parts.stream().filter(part -> part.state() == Future.State.FAILED).forEach(this::result);
    }

    /** Waits until all have arrived. */
    void awaitAll() {
        parts.forEach(this::result);
    }

    /** What S3 wants to be told at the end. */
    @Override
    public CompletedMultipartUpload all() {
        return CompletedMultipartUpload.builder()
                .parts(parts.stream().map(this::result).toList())
                .build();
    }

    private CompletedPart result(FutureTask<CompletedPart> part) {
        try {
            return part.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof LifeboatException failure
                    ? failure
                    : new IllegalStateException("a part of object %s was not sent".formatted(key), e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw bucket.failure().of(e, "object %s is not stored".formatted(key));
        }
    }

    /** They are an object now. */
    @Override
    public void becameObject() {
        completed = true;
    }

    /** Part that arrives after the others were discarded would stay, so each has to end first. */
    @Override
    public void close() {
        if (completed) {
            return;
        }
        completed = true;
        boolean interrupted = Thread.interrupted();
        threads.forEach(Thread::interrupt);
        threads.forEach(Multipart::await);
        discard(bucket, key, id);
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static void await(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Discards what was sent of an upload. */
    static void discard(Bucket bucket, ObjectKey key, String id) {
        try {
            bucket.client()
                    .abortMultipartUpload(request -> request.bucket(bucket.name())
                            .key(bucket.inBucket(key))
                            .uploadId(id));
        } catch (SdkException e) {
            // What is left is invisible, and the outcome of the upload does not hang on it.
        }
    }
}
