package dev.lifeboat.aws;

import static dev.lifeboat.aws.FaultyStore.assertFails;

import dev.lifeboat.store.ObjectKey;
import dev.lifeboat.testing.aws.TestAws;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class MultipartTest {
    private static final ObjectKey KEY = new ObjectKey("shop/object");

    private final TestAws aws = TestAws.shared();
    private final S3Location location = S3Location.parse("s3://" + aws.newBucket());

    @Test
    void whatTheMostPartsDoNotHoldIsTooBig() {
        S3Settings settings = TestStores.settings(aws.endpoint());
        Bucket bucket =
                new Bucket(S3Clients.open(settings), location, settings, new S3Failure(location, "its endpoint"));
        PartMemory memory = new PartMemory(4, Duration.ofSeconds(1));
        try (Multipart parts = new Multipart(bucket, memory, KEY, begun(), 2)) {
            parts.send(part(memory));
            parts.send(part(memory));
            assertFails("""
                    error [LB-116]: object shop/object has more than 2000 bytes, which 10,000 parts do not hold in this heap: it is not stored
                        hint: use a bigger heap, such as LIFEBOAT_HEAP=2g""", () -> parts.send(part(memory)));
        }
        memory.take(4);
    }

    private String begun() {
        return aws.s3()
                .createMultipartUpload(
                        request -> request.bucket(location.bucket()).key(KEY.value()))
                .uploadId();
    }

    private static PartBuffer part(PartMemory memory) {
        List<byte[]> blocks = memory.take(1);
        PartBuffer part = new PartBuffer(blocks);
        part.add(new byte[1000], 0, 1000);
        return part;
    }
}
