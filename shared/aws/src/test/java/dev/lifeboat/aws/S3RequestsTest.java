package dev.lifeboat.aws;

import static dev.lifeboat.store.StoreActions.noise;
import static dev.lifeboat.store.StoreActions.put;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeboat.store.CreateOutcome;
import dev.lifeboat.testing.aws.FaultyProxy;
import dev.lifeboat.testing.aws.SentRequest;
import dev.lifeboat.testing.aws.TestAws;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.List;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The headers of requests, as they are sent. */
class S3RequestsTest {
    private static final String PARTS = "PUT .*partNumber=.*";
    private static final String OBJECTS = "PUT [^?]*";
    private static final String COMPLETIONS = "POST .*uploadId=.*";
    private static final byte[] SMALL = noise(1000);
    private static final byte[] BIG = noise(9 << 20);
    private static final byte[] MARKER =
            "Lifeboat keeps backups here: do not change or delete anything by hand\n".getBytes(StandardCharsets.UTF_8);

    private final TestAws aws = TestAws.shared();
    private final FaultyProxy proxy = FaultyProxy.before(aws.endpoint());

    @AfterEach
    void stopProxy() {
        proxy.close();
    }

    /** Makes a store, and stores an object of each kind. */
    private void store(TestSettings settings) {
        S3Store store = S3Store.initialize(S3Location.parse("s3://" + aws.newLockingBucket()), settings.settings());
        assertThat(put(store, "shop/small", SMALL)).isInstanceOf(CreateOutcome.Created.class);
        assertThat(put(store, "shop/big", BIG)).isInstanceOf(CreateOutcome.Created.class);
    }

    private List<String> sent(String kind, String header) {
        return proxy.requests(kind).stream()
                .map(request -> request.header(header).orElse("none"))
                .toList();
    }

    /** AWS takes no object that it has to lock without one; the marker goes twice. */
    @Test
    void everyObjectAndPartCarriesItsCrc32c() {
        store(TestSettings.at(proxy.endpoint()).lockedFor(1, false));
        assertThat(sent(OBJECTS, "x-amz-checksum-crc32c"))
                .containsExactly(crc32c(MARKER), crc32c(MARKER), crc32c(SMALL));
        assertThat(sent(PARTS, "x-amz-checksum-crc32c")).hasSize(2).doesNotContain("none");
        assertThat(sent(COMPLETIONS, "x-amz-checksum-crc32c")).containsExactly(crc32c(BIG));
        assertThat(sent("PUT .*", "content-md5")).containsOnly("none");
    }

    @Test
    void withoutCrc32cEveryObjectAndPartCarriesItsMd5() throws Exception {
        store(TestSettings.at(proxy.endpoint()).lockedFor(1, false).withoutCrc32c());
        assertThat(sent(OBJECTS, "content-md5")).containsExactly(md5(MARKER), md5(MARKER), md5(SMALL));
        assertThat(sent(PARTS, "content-md5")).hasSize(2).doesNotContain("none");
        assertThat(sent(".*", "x-amz-checksum-crc32c")).containsOnly("none");
    }

    @Test
    void whateverMakesAnObjectIsConditional() {
        store(TestSettings.at(proxy.endpoint()));
        assertThat(sent(OBJECTS, "if-none-match")).containsExactly("*", "*", "*");
        assertThat(sent(COMPLETIONS, "if-none-match")).containsExactly("*");
    }

    /** That would cost a way there and back for each. */
    @Test
    void nothingAsksFirstWhetherABodyIsWanted() {
        store(TestSettings.at(proxy.endpoint()));
        assertThat(proxy.requests(".*")).extracting(SentRequest::line).hasSizeGreaterThan(6);
        assertThat(sent(".*", "expect")).containsOnly("none");
    }

    private static String crc32c(byte[] bytes) {
        CRC32C sum = new CRC32C();
        sum.update(bytes);
        return Creation.encoded((int) sum.getValue());
    }

    private static String md5(byte[] bytes) throws Exception {
        return Base64.getEncoder()
                .encodeToString(MessageDigest.getInstance("MD5").digest(bytes));
    }
}
