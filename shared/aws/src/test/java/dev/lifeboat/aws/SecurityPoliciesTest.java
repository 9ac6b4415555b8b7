package dev.lifeboat.aws;

import static dev.lifeboat.store.StoreActions.noise;
import static dev.lifeboat.store.StoreActions.put;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.lifeboat.store.CreateOutcome;
import dev.lifeboat.store.StoreActions;
import dev.lifeboat.testing.aws.FaultyProxy;
import dev.lifeboat.testing.aws.TestAws;
import dev.lifeboat.testing.aws.policy.AwsCall;
import dev.lifeboat.testing.aws.policy.Decision;
import dev.lifeboat.testing.aws.policy.Policies;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The policies that docs/security.md shows, and what a store asks of S3: emulators enforce none. */
class SecurityPoliciesTest {
    private static final Pattern POLICY = Pattern.compile("(?ms)^    \\{\"Version\".*?\\]\\}$");
    private static final int BACKUP = 0;
    private static final int RESTORE = 1;
    private static final int BUCKET = 3;

    private final TestAws aws = TestAws.shared();
    private final String bucket = aws.newLockingBucket();
    private final S3Location place = S3Location.parse("s3://" + bucket);
    private final FaultyProxy proxy = FaultyProxy.before(aws.endpoint());

    @AfterEach
    void stopProxy() {
        proxy.close();
    }

    private Policies policy(int number) throws IOException {
        List<String> all = POLICY.matcher(Files.readString(Path.of("..", "..", "docs", "security.md")))
                .results()
                .map(MatchResult::group)
                .toList();
        return Policies.of(new JsonMapper().readTree(all.get(number).replace("BUCKET", bucket)));
    }

    private Stream<AwsCall> calls() {
        return proxy.requests(".*").stream().flatMap(request -> AwsCall.of(request).stream());
    }

    private void assertAllowed(Policies policies) {
        assertThat(calls())
                .isNotEmpty()
                .allSatisfy(call ->
                        assertThat(policies.decide(call)).as(call.toString()).isEqualTo(Decision.ALLOWED));
    }

    @Test
    void whoTakesBackupsMayDoWhatThatTakesAndTheBucketLetsIt() throws IOException {
        S3Store store =
                S3Store.initialize(place, TestSettings.at(proxy.endpoint()).settings());
        assertThat(put(store, "shop/small", noise(1000))).isInstanceOf(CreateOutcome.Created.class);
        assertThat(put(store, "shop/big", noise(9 << 20))).isInstanceOf(CreateOutcome.Created.class);
        assertAllowed(policy(BACKUP).and(policy(BUCKET)));
    }

    /** The text says which. */
    @Test
    void whoLocksNeedsOneRightMore() throws IOException {
        S3Store store = S3Store.open(
                place, TestSettings.at(proxy.endpoint()).lockedFor(3, false).settings());
        assertThat(put(store, "shop/small", noise(1000))).isInstanceOf(CreateOutcome.Created.class);
        assertThat(put(store, "shop/big", noise(9 << 20))).isInstanceOf(CreateOutcome.Created.class);
        Policies without = policy(BACKUP).and(policy(BUCKET));
        assertThat(calls().filter(call -> without.decide(call) != Decision.ALLOWED))
                .extracting(AwsCall::action)
                .containsExactly("s3:PutObjectRetention", "s3:PutObjectRetention");
    }

    @Test
    void whoRestoresMayReadAndNothingElse() throws IOException {
        S3Store whole =
                S3Store.initialize(place, TestSettings.at(aws.endpoint()).settings());
        put(whole, "shop/small", noise(1000));
        S3Store store = S3Store.open(place, TestSettings.at(proxy.endpoint()).settings());
        assertThat(StoreActions.keys(store, "")).containsExactly("shop/small");
        assertThat(StoreActions.bytes(store, "shop/small")).isEqualTo(noise(1000));
        assertAllowed(policy(RESTORE).and(policy(BUCKET)));
        AwsCall writing = new AwsCall("s3:PutObject", "arn:aws:s3:::%s/shop/other".formatted(bucket), Map.of());
        assertThat(policy(RESTORE).decide(writing)).isEqualTo(Decision.NOT_ALLOWED);
    }

    @Test
    void bucketLetsNobodyOverwriteOrDelete() throws IOException {
        Policies all = policy(BACKUP).and(policy(BUCKET));
        String object = "arn:aws:s3:::%s/shop/small".formatted(bucket);
        assertThat(all.decide(new AwsCall("s3:PutObject", object, Map.of("s3:ObjectCreationOperation", "true"))))
                .isEqualTo(Decision.DENIED);
        for (String action : List.of("s3:DeleteObject", "s3:DeleteObjectVersion", "s3:BypassGovernanceRetention")) {
            assertThat(all.decide(new AwsCall(action, object, Map.of())))
                    .as(action)
                    .isEqualTo(Decision.DENIED);
        }
    }
}
