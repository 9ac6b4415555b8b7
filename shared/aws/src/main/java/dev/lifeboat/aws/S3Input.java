package dev.lifeboat.aws;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;

/**
 * Reads one version of an object. Where the connection breaks or hardly moves, it goes on over another from where it was;
 * the entity tag makes sure that those bytes are the same object's.
 */
final class S3Input extends InputStream {
    private static final int PRECONDITION_FAILED = 412;
    private static final int NOT_FOUND = 404;
    private static final int MOST_BREAKS = 6;
    private static final Duration PAUSE = Duration.ofMillis(50);

    /** So many bytes without a break forgive the breaks before. */
    private static final long FORGIVEN = 1 << 20;

    private final Bucket bucket;
    private final Held held;
    private @Nullable ResponseInputStream<GetObjectResponse> connection;
    private ReadingSpeed speed;
    private long position;
    private int breaks;
    private long brokeAt;

    /** Opens it; a failure to reach it shows now. */
    S3Input(Bucket bucket, Held held) {
        this.bucket = bucket;
        this.held = held;
        this.speed = new ReadingSpeed(bucket.settings().limits());
        if (held.bytes() > 0) {
            connected();
        }
    }

    @Override
    public int read() {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : Byte.toUnsignedInt(one[0]);
    }

    @Override
    public int read(byte[] buffer, int offset, int length) {
        Objects.checkFromIndexSize(offset, length, buffer.length);
        if (length == 0) {
            return 0;
        }
        while (position < held.bytes()) {
            int got = tryToRead(buffer, offset, length);
            if (got > 0) {
                position += got;
                return got;
            }
        }
        return -1;
    }

    @Override
    public void close() {
        ResponseInputStream<GetObjectResponse> open = connection;
        connection = null;
        if (open != null) {
            open.abort(); // to read what is left only to keep the connection would cost more than a new one
        }
    }

    /** How many bytes came; 0 if the connection broke and may be tried again. */
    private int tryToRead(byte[] buffer, int offset, int length) {
        try {
            long before = System.nanoTime();
            int got = connected().read(buffer, offset, (int) Math.min(length, held.bytes() - position));
            if (got < 0) {
                throw new IOException("the answer ended after %d of %d bytes".formatted(position, held.bytes()));
            }
            speed.add(got, System.nanoTime() - before);
            return got;
        } catch (IOException | SdkException e) {
            broke(e);
            return 0;
        }
    }

    private ResponseInputStream<GetObjectResponse> connected() {
        ResponseInputStream<GetObjectResponse> open = connection;
        if (open == null) {
            open = connect();
            connection = open;
            speed = new ReadingSpeed(bucket.settings().limits());
        }
        return open;
    }

    private ResponseInputStream<GetObjectResponse> connect() {
        try {
            ResponseInputStream<GetObjectResponse> answer = bucket.client().getObject(request -> {
                request.bucket(bucket.name())
                        .key(bucket.inBucket(held.key()))
                        .versionId(held.version())
                        .ifMatch(held.etag());
                if (position > 0) {
                    request.range("bytes=%d-".formatted(position));
                }
            });
            requirePosition(answer);
            return answer;
        } catch (AwsServiceException e) {
            throw switch (e.statusCode()) {
                case PRECONDITION_FAILED -> bucket.failure().changed(held.key(), e);
                case NOT_FOUND -> bucket.failure().missing(held.key());
                default -> failure(e);
            };
        } catch (SdkException e) {
            throw failure(e);
        }
    }

    /** A server that knows no ranges would begin anew. */
    private void requirePosition(ResponseInputStream<GetObjectResponse> answer) {
        String range = String.valueOf(answer.response().contentRange());
        if (position > 0 && !range.startsWith("bytes %d-".formatted(position))) {
            answer.abort();
            throw bucket.failure().ignoresRange(held.key(), position);
        }
    }

    private void broke(Exception cause) {
        close();
        if (position - brokeAt >= FORGIVEN) {
            breaks = 0;
        }
        brokeAt = position;
        breaks++;
        if (breaks > MOST_BREAKS || Thread.currentThread().isInterrupted()) {
            throw failure(cause);
        }
        try {
            Thread.sleep(PAUSE.multipliedBy(1L << breaks).toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw failure(e);
        }
    }

    private RuntimeException failure(Exception cause) {
        return bucket.failure().of(cause, "object %s is not read".formatted(held.key()));
    }
}
