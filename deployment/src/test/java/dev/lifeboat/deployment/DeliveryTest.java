package dev.lifeboat.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.lifeboat.testing.aws.policy.AwsCall;
import dev.lifeboat.testing.aws.policy.Decision;
import dev.lifeboat.testing.aws.policy.Policies;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What starts what, and where goes what cannot be delivered. */
class DeliveryTest {
    private final Stack stack = Stack.of(Parameters.primary());

    private List<JsonNode> ofType(String type) {
        return stack.resources().values().stream()
                .filter(resource -> resource.path("Type").asText().equals(type))
                .map(resource -> resource.path("Properties"))
                .toList();
    }

    @Test
    void schedulesAreExactAndLoseNothing() {
        List<JsonNode> schedules = ofType("AWS::Scheduler::Schedule");
        assertThat(schedules).hasSize(3).allSatisfy(schedule -> {
            assertThat(schedule.at("/FlexibleTimeWindow/Mode").asText()).isEqualTo("OFF");
            assertThat(schedule.at("/Target/DeadLetterConfig/Arn").asText()).isEqualTo(stack.arn("UndeliveredQueue"));
            assertThat(schedule.at("/Target/RoleArn").asText()).isEqualTo(stack.arn("SchedulerRole"));
            assertThat(stack.ofRole("SchedulerRole")
                            .decide(new AwsCall(
                                    "lambda:InvokeFunction",
                                    schedule.at("/Target/Arn").asText(),
                                    Map.of())))
                    .isEqualTo(Decision.ALLOWED);
        });
        assertThat(stack.properties("FullBackups").at("/Target/Input").asText())
                .isEqualTo("{\"kind\": \"full\", \"scheduled\": \"<aws.scheduler.scheduled-time>\"}");
    }

    /** Clocks are changed between 00:00 and 03:59, in every zone that changes them. */
    @Test
    void fullBackupsAreNotAtAnHourThatChangesOfClocksSkip() {
        String schedule = Template.translated()
                .json()
                .at("/Parameters/FullSchedule/Default")
                .asText();
        assertThat(schedule).matches("cron\\(30 ([4-9]|1[0-9]|2[0-3]) \\* \\* \\? \\*\\)");
    }

    @Test
    void rulesMatchKeysAndNothingElseThatVaries() {
        List<JsonNode> rules = ofType("AWS::Events::Rule");
        assertThat(rules).isNotEmpty().allSatisfy(rule -> {
            assertThat(rule.path("EventPattern").toString()).doesNotContain("reason");
            assertThat(rule.path("Targets")).hasSize(1).allSatisfy(target -> {
                assertThat(target.at("/DeadLetterConfig/Arn").asText()).isEqualTo(stack.arn("UndeliveredQueue"));
                assertThat(target.at("/RetryPolicy/MaximumEventAgeInSeconds").asInt())
                        .isEqualTo(3600);
            });
        });
        for (String rule : List.of("CrossRegionCopyManifest", "SizeAnomalyCheckManifest")) {
            assertThat(stack.properties(rule).path("EventPattern").toString()).isEqualTo("""
                    {"source":["aws.s3"],"detail-type":["Object Created"],\
                    "detail":{"bucket":{"name":["bucket"]},\
                    "object":{"key":[{"wildcard":"shop/manifests/*.json.asc"}]}}}""");
        }
        assertThat(stack.properties("FailureAlertOutcome")
                        .at("/EventPattern/detail/object/key")
                        .toString())
                .isEqualTo("""
                        [{"wildcard":"shop/records/*/failed-*.json.asc"},{"wildcard":"shop/records/*/made-*.json.asc"}]""");
    }

    @Test
    void everyRuleMayStartItsFunction() {
        List<String> allowed = ofType("AWS::Lambda::Permission").stream()
                .map(permission -> permission.path("SourceArn").asText())
                .toList();
        stack.resources().forEach((name, resource) -> {
            if (resource.path("Type").asText().equals("AWS::Events::Rule")) {
                assertThat(allowed).contains(stack.arn(name));
            }
        });
    }

    /** AWS's own keys for topics and queues would not let these services encrypt, and nobody would notice. */
    @Test
    void whoeverSendsToTopicAndQueuesMayUseTheirKey() {
        for (String resource : List.of("AlertsTopic", "UndeliveredQueue", "UnreportedQueue")) {
            assertThat(stack.properties(resource).path("KmsMasterKeyId").asText())
                    .isEqualTo("alertskey");
        }
        Policies key = Policies.of(stack.properties("AlertsKey").path("KeyPolicy"));
        for (String action : List.of("kms:Decrypt", "kms:GenerateDataKey")) {
            AwsCall call = new AwsCall(action, "*", Map.of("aws:SourceAccount", Names.ACCOUNT));
            for (String service : List.of("cloudwatch.amazonaws.com", "events.amazonaws.com")) {
                assertThat(key.decide(call.with("aws:PrincipalArn", service)))
                        .as(service)
                        .isEqualTo(Decision.ALLOWED);
            }
            assertThat(key.decide(call.with("aws:PrincipalArn", "s3.amazonaws.com")))
                    .isEqualTo(Decision.NOT_ALLOWED);
            AwsCall byRole = new AwsCall(action, stack.arn("AlertsKey"), Map.of());
            for (String role :
                    List.of("SchedulerRole", "FailureAlertRole", "FreshnessCheckRole", "SizeAnomalyCheckRole")) {
                assertThat(stack.ofRole(role).decide(byRole)).as(role).isEqualTo(Decision.ALLOWED);
            }
        }
    }

    @Test
    void alarmsAndRulesMaySendToTopicAndQueue() {
        Policies topic = Policies.of(stack.properties("AlertsTopicPolicy").path("PolicyDocument"));
        AwsCall publishing = new AwsCall(
                "sns:Publish",
                stack.arn("AlertsTopic"),
                Map.of("aws:PrincipalArn", "cloudwatch.amazonaws.com", "aws:SourceAccount", Names.ACCOUNT));
        assertThat(topic.decide(publishing)).isEqualTo(Decision.ALLOWED);
        assertThat(topic.decide(publishing.with("aws:SecureTransport", "false")))
                .isEqualTo(Decision.DENIED);
        assertThat(topic.decide(publishing.with("aws:SourceAccount", "444455556666")))
                .isEqualTo(Decision.NOT_ALLOWED);

        Policies queues = Policies.of(stack.properties("UndeliveredPolicy").path("PolicyDocument"));
        AwsCall sending = new AwsCall(
                "sqs:SendMessage",
                stack.arn("UndeliveredQueue"),
                Map.of(
                        "aws:PrincipalArn",
                        "events.amazonaws.com",
                        "aws:SourceArn",
                        stack.arn("CrossRegionCopyManifest")));
        assertThat(queues.decide(sending)).isEqualTo(Decision.ALLOWED);
        assertThat(queues.decide(sending.with("aws:SecureTransport", "false"))).isEqualTo(Decision.DENIED);
        Policies unreported = Policies.of(stack.properties("UnreportedPolicy").path("PolicyDocument"))
                .and(stack.ofRole("FailureAlertRole"));
        AwsCall keeping = new AwsCall(
                "sqs:SendMessage",
                stack.arn("UnreportedQueue"),
                Map.of("aws:PrincipalArn", stack.arn("FailureAlertRole"), "aws:SecureTransport", "true"));
        assertThat(unreported.decide(keeping)).isEqualTo(Decision.ALLOWED);
        assertThat(unreported.decide(keeping.with("aws:SecureTransport", "false")))
                .isEqualTo(Decision.DENIED);
        assertThat(unreported.decide(new AwsCall(
                        "sqs:ReceiveMessage", stack.arn("UnreportedQueue"), Map.of("aws:SecureTransport", "false"))))
                .isEqualTo(Decision.DENIED);
        for (String queue : List.of("Undelivered", "Unreported")) {
            JsonNode policy = stack.properties(queue + "Policy");
            assertThat(policy.path("Queues")).hasSize(1);
            assertThat(policy.at("/PolicyDocument/Statement"))
                    .allSatisfy(statement ->
                            assertThat(statement.path("Resource").asText()).isEqualTo(stack.arn(queue + "Queue")));
        }
    }

    @Test
    void alarmsLookBackBeyondTheTimeThatAFunctionMayTake() {
        for (String function : Checkout.functions()) {
            JsonNode alarm = stack.properties(Checkout.logicalName(function) + "Alarm");
            int timeout = stack.properties(Checkout.logicalName(function))
                    .path("Timeout")
                    .asInt();
            assertThat(alarm.path("EvaluationPeriods").asInt() * 300).isGreaterThan(timeout);
            assertThat(alarm.path("DatapointsToAlarm").asInt()).isEqualTo(1);
        }
    }

    @Test
    void everyAlarmTellsTheTopic() {
        List<JsonNode> alarms = ofType("AWS::CloudWatch::Alarm");
        assertThat(alarms).hasSizeGreaterThan(5).allSatisfy(alarm -> {
            assertThat(alarm.path("AlarmActions"))
                    .extracting(JsonNode::asText)
                    .containsExactly(stack.arn("AlertsTopic"));
        });
    }

    @Test
    void silenceOfTheChecksIsAnAlarm() {
        JsonNode alarm = stack.properties("NobodyChecksAlarm");
        assertThat(alarm.at("/Metrics/0/Expression").asText()).isEqualTo("FILL(runs, 0)");
        JsonNode runs = alarm.at("/Metrics/1/MetricStat");
        assertThat(runs.at("/Metric/MetricName").asText()).isEqualTo("Invocations");
        assertThat(runs.at("/Metric/Dimensions/0/Value").asText()).isEqualTo("freshnesscheck");
        assertThat(runs.path("Period").asInt()).isEqualTo(3600);
        assertThat(alarm.path("EvaluationPeriods").asInt()).isEqualTo(3);
        assertThat(alarm.path("ComparisonOperator").asText()).isEqualTo("LessThanThreshold");
        assertThat(alarm.path("Threshold").asInt()).isEqualTo(1);
        assertThat(alarm.path("TreatMissingData").asText()).isEqualTo("breaching");
    }

    @Test
    void whatLiesInAQueueIsAnAlarm() {
        for (String queue : List.of("Undelivered", "Unreported")) {
            JsonNode alarm = stack.properties(queue + "Alarm");
            assertThat(alarm.path("MetricName").asText()).isEqualTo("ApproximateNumberOfMessagesVisible");
            assertThat(alarm.at("/Dimensions/0/Value").asText()).isEqualToIgnoringCase(queue + "queue");
            assertThat(alarm.path("Threshold").asInt()).isZero();
        }
    }

    @Test
    void concurrencyIsReservedOnlyWhereOneAsksForIt() {
        assertThat(stack.properties("PostgresWorker").has("ReservedConcurrentExecutions"))
                .isFalse();
        Map<String, String> parameters = Parameters.primary();
        parameters.put("WorkerConcurrency", "1");
        assertThat(Stack.of(parameters)
                        .properties("PostgresWorker")
                        .path("ReservedConcurrentExecutions")
                        .asInt())
                .isEqualTo(1);
    }
}
