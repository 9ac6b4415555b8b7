package dev.lifeboat.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeboat.testing.aws.policy.AwsCall;
import dev.lifeboat.testing.aws.policy.Decision;
import dev.lifeboat.testing.aws.policy.Policies;
import dev.lifeboat.testing.aws.policy.PolicyStatement;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What each role may do, and what none may. */
class RolesTest {
    private static final Stack PRIMARY = Stack.of(Parameters.primary());
    private static final String BUCKET = "arn:aws:s3:::bucket";
    private static final String SHOP = BUCKET + "/shop/";
    private static final List<String> CHANGES_OF_THE_BUCKET = List.of(
            "s3:PutBucketPolicy",
            "s3:DeleteBucketPolicy",
            "s3:PutLifecycleConfiguration",
            "s3:PutBucketVersioning",
            "s3:PutBucketObjectLockConfiguration",
            "s3:PutEncryptionConfiguration",
            "s3:PutBucketNotification",
            "s3:DeleteBucket");

    static List<String> roles() {
        return PRIMARY.resources().entrySet().stream()
                .filter(resource -> resource.getValue().path("Type").asText().equals("AWS::IAM::Role"))
                .map(Map.Entry::getKey)
                .toList();
    }

    private static AwsCall call(String action, String resource) {
        return new AwsCall(action, resource, Map.of("aws:SecureTransport", "true"));
    }

    /** What makes an object as Lifeboat does. */
    private static AwsCall creation(String resource) {
        return call("s3:PutObject", resource)
                .with("s3:ObjectCreationOperation", "true")
                .with("s3:if-none-match", "*");
    }

    private static Decision decide(String role, AwsCall call) {
        return PRIMARY.ofRole(role).and(PRIMARY.ofBucket()).decide(call.with("aws:PrincipalArn", PRIMARY.arn(role)));
    }

    private static boolean mayCreate(String role, String folder) {
        return decide(role, creation(SHOP + folder + "x")) == Decision.ALLOWED;
    }

    @ParameterizedTest
    @MethodSource("roles")
    void noRoleMayTakeAnythingAway(String role) {
        for (String action : List.of("s3:DeleteObject", "s3:DeleteObjectVersion", "s3:BypassGovernanceRetention")) {
            assertThat(decide(role, call(action, SHOP + "manifests/x")))
                    .as(action)
                    .isEqualTo(Decision.DENIED);
        }
        for (String action : CHANGES_OF_THE_BUCKET) {
            assertThat(decide(role, call(action, BUCKET))).as(action).isEqualTo(Decision.DENIED);
        }
    }

    @ParameterizedTest
    @MethodSource("roles")
    void noRoleMayWriteOverAnythingOrWithoutTls(String role) {
        AwsCall overwriting = call("s3:PutObject", SHOP + "records/x").with("s3:ObjectCreationOperation", "true");
        assertThat(decide(role, overwriting)).isEqualTo(Decision.DENIED);
        assertThat(decide(role, creation(SHOP + "records/x").with("aws:SecureTransport", "false")))
                .isEqualTo(Decision.DENIED);
    }

    @ParameterizedTest
    @MethodSource("roles")
    void noRoleMaySayWhomToTrust(String role) {
        assertThat(decide(role, creation(SHOP + "trust/000002.json.asc"))).isEqualTo(Decision.NOT_ALLOWED);
    }

    @ParameterizedTest
    @MethodSource("roles")
    void noRoleMayActOnAnotherSource(String role) {
        assertThat(decide(role, creation(BUCKET + "/other/backups/x"))).isEqualTo(Decision.NOT_ALLOWED);
        assertThat(decide(role, call("s3:GetObject", BUCKET + "/other/manifests/x")))
                .isEqualTo(Decision.NOT_ALLOWED);
    }

    @Test
    void workerAloneWritesBackups() {
        assertThat(roles().stream().filter(role -> mayCreate(role, "manifests/")))
                .containsExactly("PostgresWorkerRole");
        for (String folder : List.of("attempts/", "backups/", "records/")) {
            assertThat(mayCreate("PostgresWorkerRole", folder)).as(folder).isTrue();
        }
        for (String folder : List.of("alerts/", "condemned/", "erasures/")) {
            assertThat(mayCreate("PostgresWorkerRole", folder)).as(folder).isFalse();
        }
        AwsCall part = call("s3:PutObject", SHOP + "backups/x").with("s3:ObjectCreationOperation", "false");
        assertThat(decide("PostgresWorkerRole", part)).isEqualTo(Decision.ALLOWED);
    }

    @Test
    void whoAlertsWritesNothingButThat() {
        assertThat(roles().stream().filter(role -> mayCreate(role, "alerts/")))
                .containsExactlyInAnyOrder(
                        "CrossRegionCopyRole", "SizeAnomalyCheckRole", "FreshnessCheckRole", "FailureAlertRole");
        for (String folder : List.of("attempts/", "backups/", "manifests/", "records/")) {
            assertThat(mayCreate("SizeAnomalyCheckRole", folder)).as(folder).isFalse();
            assertThat(mayCreate("FreshnessCheckRole", folder)).as(folder).isFalse();
        }
    }

    @Test
    void copyIsMadeInTheOtherBucketAlone() {
        AwsCall copying = creation("arn:aws:s3:::" + Parameters.OFFSITE + "/shop/backups/x");
        assertThat(roles().stream().filter(role -> decide(role, copying) == Decision.ALLOWED))
                .containsExactly("CrossRegionCopyRole");
        for (String folder : List.of("attempts/", "backups/", "manifests/", "records/")) {
            assertThat(mayCreate("CrossRegionCopyRole", folder)).as(folder).isFalse();
        }
    }

    /** None of them opens rows: whoever restores holds that key, and is no role of this stack. */
    @Test
    void eachSecretHasItsReader() {
        Map<String, Set<String>> readers = Map.of(
                "database", Set.of("PostgresWorkerRole"),
                "backup", Set.of("PostgresWorkerRole"),
                "copy", Set.of("CrossRegionCopyRole"),
                "catalog", Set.of("PostgresWorkerRole", "SizeAnomalyCheckRole"),
                "recipient", Set.of());
        readers.forEach((secret, expected) -> {
            AwsCall reading = call("secretsmanager:GetSecretValue", Parameters.secret(secret));
            assertThat(roles().stream()
                            .filter(role -> decide(role, reading) == Decision.ALLOWED)
                            .collect(Collectors.toSet()))
                    .as(secret)
                    .isEqualTo(expected);
        });
    }

    @Test
    void locksAreCapped() {
        AwsCall sevenYears = creation(SHOP + "backups/x").with("s3:object-lock-remaining-retention-days", "2600");
        assertThat(decide("PostgresWorkerRole", sevenYears)).isEqualTo(Decision.ALLOWED);
        AwsCall longer = sevenYears.with("s3:object-lock-remaining-retention-days", "2601");
        assertThat(decide("PostgresWorkerRole", longer)).isEqualTo(Decision.DENIED);
        AwsCall inParts = call("s3:PutObject", SHOP + "backups/x").with("s3:ObjectCreationOperation", "false");
        assertThat(decide("PostgresWorkerRole", inParts.with("s3:object-lock-remaining-retention-days", "2600")))
                .isEqualTo(Decision.ALLOWED);
        assertThat(decide("PostgresWorkerRole", inParts.with("s3:object-lock-remaining-retention-days", "2601")))
                .isEqualTo(Decision.DENIED);
        AwsCall later = call("s3:PutObjectRetention", SHOP + "backups/x");
        assertThat(decide("PostgresWorkerRole", later.with("s3:object-lock-remaining-retention-days", "36500")))
                .isEqualTo(Decision.DENIED);
    }

    /** Alerts that were told are no backups, and locking is a right of its own. */
    @Test
    void whoeverStoresBackupsMayLockThemAndNobodyElseMay() {
        AwsCall locking = call("s3:PutObjectRetention", SHOP + "backups/x");
        AwsCall lockingCopies = call("s3:PutObjectRetention", "arn:aws:s3:::" + Parameters.OFFSITE + "/shop/backups/x");
        assertThat(roles().stream().filter(role -> decide(role, locking) == Decision.ALLOWED))
                .containsExactly("PostgresWorkerRole");
        assertThat(roles().stream().filter(role -> decide(role, lockingCopies) == Decision.ALLOWED))
                .containsExactly("CrossRegionCopyRole");
        for (String folder : List.of("alerts/", "condemned/", "trust/")) {
            assertThat(decide("PostgresWorkerRole", call("s3:PutObjectRetention", SHOP + folder + "x")))
                    .as(folder)
                    .isEqualTo(Decision.NOT_ALLOWED);
        }
        Map<String, String> parameters = Parameters.primary();
        parameters.put("LockDays", "0");
        Stack unlocked = Stack.of(parameters);
        assertThat(unlocked.ofRole("PostgresWorkerRole").decide(locking)).isEqualTo(Decision.NOT_ALLOWED);
        assertThat(unlocked.ofRole("CrossRegionCopyRole").decide(lockingCopies)).isEqualTo(Decision.NOT_ALLOWED);
    }

    @Test
    void copyRoleOfAnotherAccountCreatesInTheOffsiteBucketAndNoMore() {
        Policies bucket = Stack.of(Parameters.offsite()).ofBucket();
        AwsCall creating = creation(SHOP + "backups/x");
        assertThat(bucket.decide(creating.with("aws:PrincipalArn", Parameters.COPY_ROLE)))
                .isEqualTo(Decision.ALLOWED);
        assertThat(bucket.decide(creating.with("aws:PrincipalArn", Parameters.CHECK_ROLE)))
                .isEqualTo(Decision.NOT_ALLOWED);
        AwsCall locking = call("s3:PutObjectRetention", SHOP + "backups/x");
        assertThat(bucket.decide(locking.with("aws:PrincipalArn", Parameters.COPY_ROLE)))
                .isEqualTo(Decision.ALLOWED);
        assertThat(bucket.decide(locking.with("aws:PrincipalArn", Parameters.CHECK_ROLE)))
                .isEqualTo(Decision.NOT_ALLOWED);
        assertThat(bucket.decide(creating.with("aws:PrincipalArn", "arn:aws:iam::444455556666:role/other")))
                .isEqualTo(Decision.NOT_ALLOWED);
        for (String role : List.of(Parameters.COPY_ROLE, Parameters.CHECK_ROLE)) {
            assertThat(bucket.decide(call("s3:GetObject", SHOP + "manifests/x").with("aws:PrincipalArn", role)))
                    .isEqualTo(Decision.ALLOWED);
            assertThat(bucket.decide(call("s3:ListBucketVersions", BUCKET).with("aws:PrincipalArn", role)))
                    .isEqualTo(Decision.ALLOWED);
            for (AwsCall denied : List.of(
                    call("s3:DeleteObject", SHOP + "backups/x"),
                    call("s3:DeleteObjectVersion", SHOP + "backups/x"),
                    call("s3:PutBucketPolicy", BUCKET),
                    call("s3:PutObject", SHOP + "backups/x").with("s3:ObjectCreationOperation", "true"))) {
                assertThat(bucket.decide(denied.with("aws:PrincipalArn", role))).isEqualTo(Decision.DENIED);
            }
        }
    }

    @Test
    void whoTidiesIsARoleOfItsOwnThatOneHasToName() {
        String tidy = "arn:aws:iam::111122223333:role/tidy";
        AwsCall deleting = call("s3:DeleteObjectVersion", SHOP + "backups/x").with("aws:PrincipalArn", tidy);
        assertThat(PRIMARY.ofBucket().decide(deleting)).isEqualTo(Decision.DENIED);
        Map<String, String> parameters = Parameters.primary();
        parameters.put("TidyRoleArn", tidy);
        Policies named = Stack.of(parameters).ofBucket();
        assertThat(named.decide(deleting)).isEqualTo(Decision.NOT_ALLOWED);
        assertThat(named.decide(deleting.with("aws:PrincipalArn", PRIMARY.arn("PostgresWorkerRole"))))
                .isEqualTo(Decision.DENIED);
        for (String action : CHANGES_OF_THE_BUCKET) {
            assertThat(named.decide(call(action, BUCKET).with("aws:PrincipalArn", tidy)))
                    .as(action)
                    .isEqualTo(Decision.DENIED);
        }
    }

    /** Every role has the path by which the bucket's policy knows them. */
    @ParameterizedTest
    @MethodSource("roles")
    void everyRoleIsKnownToTheBucketByItsPath(String role) {
        assertThat(PRIMARY.properties(role).path("Path").asText()).isEqualTo("/lifeboat/lifeboat/");
    }

    @Test
    void workerOnFargateIsGivenItsOwnRolesByTheTriggerAlone() {
        AwsCall giving = call("iam:PassRole", PRIMARY.arn("PostgresWorkerRole"))
                .with("iam:PassedToService", "ecs-tasks.amazonaws.com");
        assertThat(roles().stream().filter(role -> decide(role, giving) == Decision.ALLOWED))
                .containsExactly("BackupTriggerRole");
        assertThat(decide("BackupTriggerRole", giving.with("iam:PassedToService", "ec2.amazonaws.com")))
                .isEqualTo(Decision.NOT_ALLOWED);
        assertThat(decide(
                        "BackupTriggerRole",
                        call("iam:PassRole", PRIMARY.arn("FailureAlertRole"))
                                .with("iam:PassedToService", "ecs-tasks.amazonaws.com")))
                .isEqualTo(Decision.NOT_ALLOWED);
    }

    @Test
    void everyFunctionButTheLastMayReportItsFailure() {
        AwsCall reporting = call("lambda:InvokeFunction", PRIMARY.arn("FailureAlert"));
        for (String function : Checkout.functions()) {
            String role = Checkout.logicalName(function) + "Role";
            assertThat(decide(role, reporting) == Decision.ALLOWED)
                    .as(role)
                    .isEqualTo(!function.equals("failure-alert"));
        }
        AwsCall keeping = call("sqs:SendMessage", PRIMARY.arn("UnreportedQueue"));
        assertThat(decide("FailureAlertRole", keeping)).isEqualTo(Decision.ALLOWED);
        AwsCall encrypting = call("kms:GenerateDataKey", PRIMARY.arn("AlertsKey"));
        assertThat(decide("FailureAlertRole", encrypting)).isEqualTo(Decision.ALLOWED);
    }

    @Test
    void noStatementAllowsEveryAction() {
        for (String role : roles()) {
            Set<String> actions = PRIMARY.ofRole(role).statements().stream()
                    .filter(PolicyStatement::allows)
                    .flatMap(statement -> statement.actions().stream())
                    .collect(Collectors.toCollection(TreeSet::new));
            assertThat(actions).as(role).noneMatch(action -> action.contains("*"));
        }
    }
}
