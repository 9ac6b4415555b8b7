package dev.lifeboat.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What there is in each region's stack. */
class StacksTest {
    /** But the functions' own blocks. */
    static final List<String> IN_BOTH = List.of(
            "Bucket",
            "BucketPolicy",
            "AlertsKey",
            "AlertsTopic",
            "AlertsTopicPolicy",
            "UndeliveredQueue",
            "UndeliveredPolicy",
            "UnreportedQueue",
            "UnreportedPolicy",
            "ReadsBackups",
            "SendsAlerts",
            "Schedules",
            "SchedulerRole",
            "HourlyChecks",
            "UndeliveredAlarm",
            "UnreportedAlarm",
            "Dashboard");

    private static final List<String> OF_THE_WORKER =
            List.of("Cluster", "WorkerTask", "WorkerTaskLog", "TaskStartRole");
    private static final List<String> OF_ITS_NETWORK = List.of(
            "WorkerSecurityGroup",
            "DatabaseLetsWorkerIn",
            "S3Endpoint",
            "SecretsEndpoint",
            "SecretsEndpointSecurityGroup");

    private final Stack first = Stack.of(Parameters.first());
    private final Stack primary = Stack.of(Parameters.primary());
    private final Stack offsite = Stack.of(Parameters.offsite());

    private static Set<String> functions(Stack stack) {
        return stack.resources().entrySet().stream()
                .filter(resource -> resource.getValue().path("Type").asText().equals("AWS::Lambda::Function"))
                .map(Map.Entry::getKey)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** All but the functions' own blocks. */
    private static Set<String> others(Stack stack) {
        Set<String> names = new TreeSet<>(stack.resources().keySet());
        names.removeIf(
                name -> Checkout.functions().stream().map(Checkout::logicalName).anyMatch(name::startsWith));
        return names;
    }

    @Test
    void firstRegionHasEveryFunction() {
        assertThat(functions(primary))
                .containsExactlyInAnyOrderElementsOf(
                        Checkout.functions().stream().map(Checkout::logicalName).toList());
        assertThat(others(primary))
                .containsAll(IN_BOTH)
                .containsAll(OF_THE_WORKER)
                .containsAll(OF_ITS_NETWORK)
                .contains("FullBackups", "IncrementalBackups", "AlertsMail", "NobodyChecksAlarm")
                .hasSize(IN_BOTH.size() + OF_THE_WORKER.size() + OF_ITS_NETWORK.size() + 4);
        assertThat(primary.refusals()).isEmpty();
    }

    @Test
    void offsiteRegionHoldsCopiesAndWatchesThem() {
        assertThat(functions(offsite)).containsExactlyInAnyOrder("FreshnessCheck", "FailureAlert");
        assertThat(others(offsite))
                .containsAll(IN_BOTH)
                .contains("NobodyChecksAlarm")
                .hasSize(IN_BOTH.size() + 1);
        assertThat(offsite.properties("HourlyChecks").path("State").asText()).isEqualTo("ENABLED");
        assertThat(offsite.properties("FailureAlertOutcome").path("State").asText())
                .isEqualTo("DISABLED");
        assertThat(offsite.refusals()).isEmpty();
    }

    @Test
    void withoutAnImageEverythingElseIsDeployedAndTheStackSaysSo() {
        assertThat(functions(first))
                .doesNotContain("PostgresWorker", "CrossRegionCopy")
                .contains("BackupTrigger");
        assertThat(others(first)).containsAll(IN_BOTH).contains("FullBackups").hasSize(IN_BOTH.size() + 1);
        assertThat(first.outputs()).containsKeys("NoWorker", "Next").doesNotContainKeys("StartBackup", "Status");
        assertThat(primary.outputs()).containsKeys("StartBackup", "Status").doesNotContainKeys("NoWorker", "Next");
        assertThat(offsite.outputs()).doesNotContainKeys("Next", "NextOffsite", "StartBackup");
        Map<String, String> unowned = new TreeMap<>(Parameters.offsite());
        unowned.remove("OwnerFingerprint");
        assertThat(Stack.of(unowned).outputs()).containsKey("NextOffsite").doesNotContainKey("Next");
    }

    @Test
    void nothingIsStartedBeforeTheKeysAreMade() {
        for (String schedule : List.of("FullBackups", "HourlyChecks")) {
            assertThat(first.properties(schedule).path("State").asText()).isEqualTo("DISABLED");
            assertThat(primary.properties(schedule).path("State").asText()).isEqualTo("ENABLED");
        }
        assertThat(first.output("Next"))
                .isEqualTo(
                        "lifeboat init --store s3://bucket/ --region eu-central-1 --source shop --keys lifeboat-keys --with-role copy");
    }

    @Test
    void whatCannotWorkIsRefusedBeforeItIsDeployed() {
        Map<String, String> lacking = Parameters.first();
        lacking.putAll(Map.of(
                "OwnerFingerprint",
                Parameters.OWNER,
                "WorkerImage",
                Parameters.IMAGE,
                "RunOn",
                "fargate",
                "OffsiteBucket",
                Parameters.OFFSITE));
        assertThat(Stack.of(lacking).refusals())
                .containsExactlyInAnyOrder(
                        "A worker needs DatabaseSecretArn, the secret with the database's address and login",
                        "A worker needs BackupKeySecretArn, the secret with the key that signs backups",
                        "Off-site copies need CopyKeySecretArn, the secret with the key that signs their records",
                        "Off-site copies need OffsiteRegion, the region of OffsiteBucket",
                        "Fargate needs VpcId and SubnetIds");
        assertThat(first.refusals()).isEmpty();
        Map<String, String> nowhere = new TreeMap<>(Parameters.primary());
        nowhere.remove("SubnetIds");
        assertThat(Stack.of(nowhere).refusals()).containsExactly("VpcId needs SubnetIds");
    }

    @Test
    void bucketIsKeptLockableAndTellsOfItsObjects() {
        for (Stack stack : List.of(first, primary, offsite)) {
            JsonNode bucket = stack.resource("Bucket");
            assertThat(bucket.path("DeletionPolicy").asText()).isEqualTo("RetainExceptOnCreate");
            assertThat(bucket.path("UpdateReplacePolicy").asText()).isEqualTo("Retain");
            assertThat(stack.resource("BucketPolicy").path("DeletionPolicy").asText())
                    .isEqualTo("RetainExceptOnCreate");
            JsonNode properties = bucket.path("Properties");
            assertThat(properties.at("/VersioningConfiguration/Status").asText())
                    .isEqualTo("Enabled");
            assertThat(properties.path("ObjectLockEnabled").asBoolean()).isTrue();
            assertThat(properties.has("ObjectLockConfiguration"))
                    .as("a period for all")
                    .isFalse();
            assertThat(properties
                            .at("/NotificationConfiguration/EventBridgeConfiguration/EventBridgeEnabled")
                            .asBoolean())
                    .isTrue();
            assertThat(properties
                            .path("PublicAccessBlockConfiguration")
                            .valueStream()
                            .map(JsonNode::asBoolean))
                    .containsExactly(true, true, true, true);
            assertThat(properties
                            .at("/LifecycleConfiguration/Rules/0/AbortIncompleteMultipartUpload/DaysAfterInitiation")
                            .asInt())
                    .isEqualTo(7);
        }
    }

    @Test
    void optionsOfTheBucketAreOffByDefault() {
        JsonNode usual = first.properties("Bucket");
        assertThat(usual.has("LoggingConfiguration")).isFalse();
        assertThat(usual.at("/LifecycleConfiguration/Rules")).hasSize(1);
        assertThat(usual.toString()).contains("AES256").doesNotContain("aws:kms");
        JsonNode chosen = primary.properties("Bucket");
        assertThat(chosen.at("/LoggingConfiguration/DestinationBucketName").asText())
                .isEqualTo("access-logs");
        assertThat(chosen.at("/LifecycleConfiguration/Rules/1/Prefix").asText()).isEqualTo("shop/backups/");
        assertThat(chosen.at("/LifecycleConfiguration/Rules/1/Transitions/0/StorageClass")
                        .asText())
                .isEqualTo("GLACIER_IR");
        assertThat(chosen.toString()).contains("aws:kms", Parameters.key("bucket"));
    }

    private static Map<String, String> texts(JsonNode fields) {
        Map<String, String> texts = new TreeMap<>();
        fields.properties()
                .forEach(field -> texts.put(field.getKey(), field.getValue().asText()));
        return texts;
    }

    /** It is one program, which takes the same backup wherever it runs. */
    @Test
    void workerHasTheSameVariablesAsAFunctionAndAsATask() {
        Map<String, String> ofTask = new TreeMap<>();
        primary.properties("WorkerTask")
                .at("/ContainerDefinitions/0/Environment")
                .forEach(variable -> ofTask.put(
                        variable.path("Name").asText(), variable.path("Value").asText()));
        assertThat(texts(primary.properties("PostgresWorker").at("/Environment/Variables")))
                .isEqualTo(ofTask)
                .containsEntry("LIFEBOAT_LOCK_DAYS", "30")
                .containsEntry("LIFEBOAT_LOCK_MODE", "governance");
    }

    @Test
    void copiesAreLockedAsLongAsBackupsAndNothingIsWhereOneWantsThat() {
        assertThat(texts(primary.properties("CrossRegionCopy").at("/Environment/Variables")))
                .containsEntry("LIFEBOAT_TO_LOCK_DAYS", "30")
                .containsEntry("LIFEBOAT_TO_LOCK_MODE", "governance")
                .doesNotContainKey("LIFEBOAT_LOCK_DAYS");
        Map<String, String> parameters = Parameters.primary();
        parameters.put("LockDays", "0");
        Stack unlocked = Stack.of(parameters);
        assertThat(texts(unlocked.properties("PostgresWorker").at("/Environment/Variables")))
                .containsEntry("LIFEBOAT_LOCK_DAYS", "");
        assertThat(texts(unlocked.properties("CrossRegionCopy").at("/Environment/Variables")))
                .containsEntry("LIFEBOAT_TO_LOCK_DAYS", "");
    }

    @Test
    void workerAloneIsInTheVpc() {
        functions(primary)
                .forEach(function -> assertThat(primary.properties(function).has("VpcConfig"))
                        .as(function)
                        .isEqualTo(function.equals("PostgresWorker")));
    }

    @Test
    void everyParameterIsExplained() {
        String explained = Checkout.text(Checkout.file("docs", "aws.md"))
                .split("\n## Parameters\n", 2)[1]
                .split("\n## ", 2)[0];
        assertThat(Template.translated().part("Parameters").keySet())
                .allSatisfy(name -> assertThat(explained).contains("`" + name + "`"));
    }

    @Test
    void everyParameterIsInAGroupAndValidated() {
        Template template = Template.translated();
        Set<String> grouped = new TreeSet<>();
        template.json()
                .at("/Metadata/AWS::CloudFormation::Interface/ParameterGroups")
                .forEach(group -> group.path("Parameters").forEach(name -> grouped.add(name.asText())));
        assertThat(grouped).isEqualTo(new TreeSet<>(template.part("Parameters").keySet()));
        template.part("Parameters").forEach((name, parameter) -> {
            assertThat(parameter.path("Description").asText()).as(name).isNotEmpty();
            assertThat(parameter.has("AllowedPattern") || parameter.has("AllowedValues") || parameter.has("MinValue"))
                    .as(name)
                    .isTrue();
        });
    }
}
