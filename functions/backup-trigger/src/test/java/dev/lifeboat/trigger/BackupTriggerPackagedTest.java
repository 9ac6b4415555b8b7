package dev.lifeboat.trigger;

import static dev.lifeboat.lambda.FunctionRoom.failed;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.lifeboat.backup.BackupId;
import dev.lifeboat.backup.BackupKind;
import dev.lifeboat.job.Job;
import dev.lifeboat.lambda.FunctionRoom;
import dev.lifeboat.testing.aws.FaultyProxy;
import dev.lifeboat.testing.aws.PreparedService;
import dev.lifeboat.testing.aws.WholeRequest;
import dev.lifeboat.testing.lambda.CutOff;
import dev.lifeboat.testing.lambda.PackagedFunction;
import dev.lifeboat.verify.MadeUpShop;
import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.sync.RequestBody;

/** The function as it is deployed, with services that keep what they are asked to start. */
class BackupTriggerPackagedTest {
    private static final String ECS = "AmazonEC2ContainerServiceV20141113.";
    private static final String TASK =
            "arn:aws:ecs:eu-central-1:111122223333:task/lifeboat/0123456789abcdef0123456789abcdef";
    private static final String STARTED =
            "{\"tasks\":[{\"taskArn\":\"%s\",\"lastStatus\":\"PROVISIONING\"}],\"failures\":[]}".formatted(TASK);
    private static final String NOT_ONE = """
            error [LB-602]: an event is not one that asks for a backup, %s: no backup was started
                hint: send {"kind": "full"}, with "scheduled" or "tiers" where you mean them; docs/aws.md shows a schedule's""";

    private final PreparedService lambda = PreparedService.start();
    private final PreparedService ecs = PreparedService.start();
    private final FunctionRoom room = new FunctionRoom("backup-trigger", BackupTriggerHandler.class);
    private final Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);

    BackupTriggerPackagedTest() {
        room.set("AWS_ENDPOINT_URL_LAMBDA", lambda.endpoint().toString())
                .set("AWS_ENDPOINT_URL_ECS", ecs.endpoint().toString())
                .set("LIFEBOAT_TIME_ZONE", "Europe/Berlin")
                .set("LIFEBOAT_WORKER_FUNCTION", "lifeboat-shop-worker");
    }

    @AfterEach
    void stop() {
        lambda.close();
        ecs.close();
    }

    private void withFargate() {
        room.set("LIFEBOAT_CLUSTER", "lifeboat")
                .set("LIFEBOAT_WORKER_TASK", "lifeboat-shop-worker")
                .set("LIFEBOAT_SUBNETS", "subnet-1,subnet-2")
                .set("LIFEBOAT_SECURITY_GROUPS", "sg-1");
    }

    /** A sample event of a schedule, as if it were its time now. */
    private String due(String name) {
        return room.event(name).replaceFirst("2026-11-23T0[28]:00:00Z", now.toString());
    }

    private static JsonNode json(String text) {
        try {
            return new JsonMapper().readTree(text);
        } catch (IOException e) {
            throw new IllegalArgumentException(text, e);
        }
    }

    private Job onlyJobOf(String result) {
        assertThat(lambda.requests()).hasSize(1);
        WholeRequest request = lambda.requests().getFirst();
        assertThat(request.path()).isEqualTo("/2015-03-31/functions/lifeboat-shop-worker/invocations");
        assertThat(request.invocation()).isEqualTo("Event");
        Job job = Job.parse(request.body());
        assertThat(json(result))
                .isEqualTo(json("""
                        {"outcome": "started", "backup": "%s", "tiers": %s, "where": "lambda", \
                         "why": "no other worker is configured", "reference": "request-1", "request": "%s"}""".formatted(job.id(), json(request.body()).path("tiers"), job.request())));
        return job;
    }

    @Test
    void scheduledFullBecomesAJobForTheWorkerWithItsTiers() {
        lambda.answering(202, "");
        try (PackagedFunction function = room.start()) {
            Job job = onlyJobOf(function.result(due("scheduled-full")));
            assertThat(job.id()).isEqualTo(new BackupId(now, BackupKind.FULL));
            assertThat(job.source().value()).isEqualTo("shop");
            assertThat(job.tiers()).first().hasToString("DAILY");
            assertThat(job.request()).matches("[0-9a-f-]{36}");
            assertThat(function.log()).contains("\"correlation_id\":\"%s\"".formatted(job.id()), job.request());
        }
    }

    @Test
    void scheduledIncrementalHasItsOwnTier() {
        lambda.answering(202, "");
        try (PackagedFunction function = room.start()) {
            Job job = onlyJobOf(function.result(due("scheduled-incremental")));
            assertThat(job.id()).isEqualTo(new BackupId(now, BackupKind.INCREMENTAL));
            assertThat(job.tiers()).singleElement().hasToString("INCREMENTAL");
        }
    }

    @Test
    void backupOfAPersonIsManualAndOfNow() {
        lambda.answering(202, "");
        try (PackagedFunction function = room.start()) {
            Job job = onlyJobOf(function.result(room.event("by-a-person")));
            assertThat(job.scheduled()).isBetween(now, Instant.now());
            assertThat(job.tiers()).singleElement().hasToString("MANUAL");
        }
    }

    @Test
    void tiersOfAPersonAreObeyed() {
        lambda.answering(202, "");
        try (PackagedFunction function = room.start()) {
            Job job = onlyJobOf(function.result(room.event("by-a-person-with-tiers")));
            assertThat(job.tiers()).extracting(Enum::name).containsExactly("WEEKLY", "MANUAL");
        }
    }

    @Test
    void eventsOfOneBackupThatComeAtOnceAskForOneAndTheSame() {
        lambda.answering(202, "").answering(202, "");
        try (PackagedFunction function = room.start();
                PackagedFunction other = room.start()) {
            assertThat(Stream.of(function, other)
                            .parallel()
                            .map(one -> json(one.result(due("duplicate")))
                                    .path("outcome")
                                    .asText())
                            .toList())
                    .containsExactly("started", "started");
            assertThat(lambda.requests())
                    .extracting(request -> Job.parse(request.body()).id())
                    .containsExactly(new BackupId(now, BackupKind.FULL), new BackupId(now, BackupKind.FULL));
        }
    }

    /** Lambda then gives it the event once more: of two jobs of one backup, the chain makes one. */
    @Test
    void runThatIsKilledWhenTheWorkerIsStartedAsksForTheSameBackupAgain() {
        lambda.answering(202, "").answering(202, "");
        String event = due("scheduled-full");
        try (FaultyProxy proxy = FaultyProxy.before(lambda.endpoint())) {
            room.set("AWS_ENDPOINT_URL_LAMBDA", proxy.endpoint().toString());
            CutOff cutOff = new CutOff(proxy, room::start);
            cutOff.before(".*", event);
            assertThat(lambda.requests()).isEmpty();
            cutOff.after(".*", event);
        }
        room.set("AWS_ENDPOINT_URL_LAMBDA", lambda.endpoint().toString());
        try (PackagedFunction function = room.start()) {
            assertThat(json(function.result(event)).path("outcome").asText()).isEqualTo("started");
        }
        assertThat(lambda.requests())
                .extracting(request -> Job.parse(request.body()).id())
                .containsExactly(new BackupId(now, BackupKind.FULL), new BackupId(now, BackupKind.FULL));
    }

    /** ECS gives the same token the same task. */
    @Test
    void runThatIsKilledWhenTheTaskIsStartedAsksForItByTheSameToken() {
        withFargate();
        room.set("LIFEBOAT_RUN_ON", "fargate");
        ecs.answering(200, STARTED).answering(200, STARTED);
        String event = due("scheduled-full");
        try (FaultyProxy proxy = FaultyProxy.before(ecs.endpoint())) {
            room.set("AWS_ENDPOINT_URL_ECS", proxy.endpoint().toString());
            new CutOff(proxy, room::start).after(".*", event);
        }
        room.set("AWS_ENDPOINT_URL_ECS", ecs.endpoint().toString());
        try (PackagedFunction function = room.start()) {
            assertThat(json(function.result(event)).path("reference").asText()).isEqualTo(TASK);
        }
        assertOfOneToken(ecs.requests());
    }

    /** ECS refuses the token with another job, and another run's request is in it. */
    @Test
    void eventOfABackupWhoseTaskRunsNamesThatAndStartsNothing() {
        withFargate();
        room.set("LIFEBOAT_RUN_ON", "fargate");
        ecs.answering(200, STARTED);
        ecs.answering(
                400,
                "{\"__type\":\"ConflictException\",\"message\":\"in use\",\"resourceIds\":[\"%s\"]}".formatted(TASK));
        ecs.answering(200, STARTED.replace("PROVISIONING", "RUNNING"));
        try (PackagedFunction function = room.start()) {
            function.result(due("scheduled-full"));
            String result = function.result(due("duplicate"));
            JsonNode refused = jobOf(ecs.requests().get(1));
            assertThat(json(result)).isEqualTo(json("""
                            {"outcome": "running", "backup": "%s", "tiers": %s, "where": "fargate", \
                             "why": "it is configured so", "reference": "%s", "request": %s}""".formatted(
                            new BackupId(now, BackupKind.FULL), refused.path("tiers"), TASK, refused.path("request"))));
            assertThat(refused.path("request"))
                    .isNotEqualTo(jobOf(ecs.requests().getFirst()).path("request"));
        }
        assertThat(ecs.requests())
                .extracting(WholeRequest::target)
                .containsExactly(ECS + "RunTask", ECS + "RunTask", ECS + "DescribeTasks");
        assertOfOneToken(ecs.requests().subList(0, 2));
        assertThat(json(ecs.requests().getLast().body()))
                .isEqualTo(json("{\"cluster\": \"lifeboat\", \"tasks\": [\"%s\"]}".formatted(TASK)));
        assertThat(lambda.requests()).isEmpty();
    }

    private static void assertOfOneToken(List<WholeRequest> requests) {
        assertThat(requests)
                .hasSize(2)
                .extracting(request -> json(request.body()).path("clientToken").asText())
                .doesNotContain("")
                .containsOnly(
                        json(requests.getFirst().body()).path("clientToken").asText());
    }

    private static JsonNode jobOf(WholeRequest task) {
        return json(json(task.body())
                .at("/overrides/containerOverrides/0/environment/0/value")
                .asText());
    }

    @Test
    void eventOfABackupThatIsThereStartsNothing() {
        room.shop().backup(MadeUpShop.MONDAY);
        JsonNode result = json(room.result("duplicate"));
        assertThat(result.path("outcome").asText()).isEqualTo("there");
        assertThat(result.path("backup").asText()).isEqualTo("20261123T020000Z-full");
        assertThat(result.path("where").asText()).isEmpty();
        assertThat(lambda.requests()).isEmpty();
    }

    @Test
    void backupThatIsThereAndIsNotBelievedIsAFailure() {
        withFargate();
        room.aws()
                .s3()
                .putObject(
                        request -> request.bucket(room.bucket())
                                .key("production/shop/manifests/2026/11/23/20261123T020000Z-full.json.asc"),
                        RequestBody.fromString("nothing signed"));
        assertThat(room.failure("duplicate").message()).contains("20261123T020000Z-full");
        assertThat(ecs.requests()).isEmpty();
    }

    @Test
    void eventThatComesDaysLateIsRefused() {
        assertThat(room.failure("late").message())
                .startsWith("error [LB-802]: backup 20261120T020000Z-full was scheduled more than 24 h ago, and it is ")
                .endsWith("it is not started, for it would not hold what was then\n"
                        + "    hint: take one of now, without an instant; see why the schedule's event came so late");
        assertThat(lambda.requests()).isEmpty();
    }

    @Test
    void taskStartsWhereItIsConfiguredSo() {
        withFargate();
        room.set("LIFEBOAT_RUN_ON", "fargate");
        ecs.answering(200, STARTED);
        try (PackagedFunction function = room.start()) {
            JsonNode result = json(function.result(due("scheduled-full")));
            assertThat(result.path("outcome").asText()).isEqualTo("started");
            assertThat(result.path("where").asText()).isEqualTo("fargate");
            assertThat(result.path("why").asText()).isEqualTo("it is configured so");
            assertThat(result.path("reference").asText()).isEqualTo(TASK);
        }
        JsonNode request = json(ecs.requests().getFirst().body());
        assertThat(request.path("cluster").asText()).isEqualTo("lifeboat");
        assertThat(request.at("/networkConfiguration/awsvpcConfiguration")).isEqualTo(json("""
                        {"subnets": ["subnet-1", "subnet-2"], "securityGroups": ["sg-1"], "assignPublicIp": "DISABLED"}"""));
        JsonNode variable = request.at("/overrides/containerOverrides/0/environment/0");
        assertThat(variable.path("name").asText()).isEqualTo("LIFEBOAT_JOB");
        assertThat(Job.parse(variable.path("value").asText()).id()).isEqualTo(new BackupId(now, BackupKind.FULL));
        assertThat(lambda.requests()).isEmpty();
    }

    @Test
    void quickBackupBeforeSendsTheNextToLambdaUnlessItIsToldOtherwise() {
        withFargate();
        room.shop().backup(MadeUpShop.MONDAY);
        lambda.answering(202, "");
        try (PackagedFunction function = room.start()) {
            assertThat(json(function.result(due("scheduled-full"))).path("why").asText())
                    .matches("the last full took [0-9]+ s, at most 10 min");
        }
        room.set("LIFEBOAT_RUN_ON", "fargate");
        ecs.answering(200, STARTED);
        try (PackagedFunction function = room.start()) {
            assertThat(json(function.result(due("scheduled-full"))).path("why").asText())
                    .isEqualTo("it is configured so");
        }
    }

    @Test
    void workerThatDoesNotStartIsAFailure() {
        lambda.answering(404, "{\"__type\":\"ResourceNotFoundException\",\"Message\":\"Function not found\"}");
        try (PackagedFunction function = room.start()) {
            assertThat(function.failure(due("scheduled-full")))
                    .isEqualTo(failed("""
                            error [LB-801]: function lifeboat-shop-worker was not started for backup %s, the answer was 404 \
                            (ResourceNotFoundException: Function not found): that backup is not made
                                hint: see that it is there, under that name, in this region""".formatted(new BackupId(now, BackupKind.FULL))));
        }
    }

    @Test
    void eventThatAsksForNoBackupIsAFailure() {
        try (PackagedFunction function = room.start()) {
            assertThat(function.failure(room.event("malformed")))
                    .isEqualTo(failed(NOT_ONE.formatted("its kind is 'ful', which is none of full, incremental")));
            assertThat(function.failure(room.event("manifest-created")).message())
                    .startsWith("error [LB-602]: an event is not one that asks for a backup, it has account, detail");
            assertThat(function.failure(room.event("schedule-without-input")).message())
                    .startsWith("error [LB-602]: an event is not one that asks for a backup, it has account, detail");
            assertThat(function.failure("{}")).isEqualTo(failed(NOT_ONE.formatted("it names no kind")));
            assertThat(function.log())
                    .contains("{\"level\":\"ERROR\",\"message\":\"failed: error [LB-602]: ", "\"source\":\"shop\"");
        }
        assertThat(lambda.requests()).isEmpty();
    }

    @Test
    void wrongConfigurationIsNamedBeforeAnyEvent() {
        room.set("LIFEBOAT_TIME_ZONE", "Berlin");
        assertThat(room.failure("by-a-person")).isEqualTo(failed("""
                error [LB-602]: environment variable LIFEBOAT_TIME_ZONE is wrong, 'Berlin' is no time zone such as \
                Europe/Berlin or UTC: the function cannot work
                    hint: correct it in the function's configuration; docs/aws.md says what belongs there"""));
        room.set("LIFEBOAT_TIME_ZONE", "UTC").set("LIFEBOAT_RUN_ON", "fargate");
        assertThat(room.failure("by-a-person")).isEqualTo(failed("""
                error [LB-602]: backups are to run on fargate, and no worker is configured there: no backup can be started
                    hint: name the worker's function, or its cluster and task; docs/aws.md says how"""));
    }

    @Test
    void packageHoldsNeitherADriverNorAnAsynchronousClient() throws IOException {
        try (JarFile jar = new JarFile(room.jar().toFile())) {
            assertThat(jar.stream().map(ZipEntry::getName).toList())
                    .anyMatch(name -> name.startsWith("lib/ecs-"))
                    .noneMatch(name -> name.contains("postgres") || name.contains("netty") || name.contains("test"));
        }
    }
}
