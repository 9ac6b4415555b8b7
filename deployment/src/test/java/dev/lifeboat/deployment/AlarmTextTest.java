package dev.lifeboat.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The whole text of what CloudWatch tells people where no function could. */
class AlarmTextTest {
    private static final Stack STACK = Stack.of(Parameters.primary());

    private static final Map<String, String> TEXTS = Map.of(
            "BackupTriggerAlarm", """
            Function backup-trigger failed, was throttled, or took over 54 of its 60 seconds: a backup may not have been \
            started. Read its log, then start one by hand as the stack's output StartBackup says.""",
            "PostgresWorkerAlarm", """
            Function postgres-worker failed, was throttled, or took over 13.5 of its 15 minutes: a backup may be missing, \
            or soon will be. Read its log and the failure's alert. A database that has outgrown 15 minutes belongs on \
            Fargate: parameter RunOn.""",
            "CrossRegionCopyAlarm", """
            Function cross-region-copy failed, was throttled, or took over 13.5 of its 15 minutes: a backup may have no \
            off-site copy. Read its log; lifeboat status --offsite says which have none, and lifeboat copy copies them.""",
            "SizeAnomalyCheckAlarm", """
            Function size-anomaly-check failed, was throttled, or took over 4.5 of its 5 minutes: the newest backup's size \
            may not have been compared. Read its log; lifeboat status compares it by hand.""",
            "FreshnessCheckAlarm", """
            Function freshness-check failed, was throttled, or took over 4.5 of its 5 minutes: nobody knows whether \
            backups come, or an alert could not be sent. Read its log, and run lifeboat status.""",
            "FailureAlertAlarm", """
            Function failure-alert failed, was throttled, or took over 54 of its 60 seconds: something failed, and nobody \
            may have been told of it. Read its log, and the queue of output UnreportedFailures.""",
            "NobodyChecksAlarm", """
            Function freshness-check has not run for three hours: backups may be missing, and nobody would be told. See \
            whether its schedule is enabled and the function can be started, and run lifeboat status.""",
            "UndeliveredAlarm", """
            An event or a schedule reached no function: a backup, its copy or a check may be missing. Read the messages of \
            the queue of output UndeliveredEvents, do by hand what they ask for, and purge it.""",
            "UnreportedAlarm", """
            Something failed, and function failure-alert could not tell of it. Read the messages of the queue of output \
            UnreportedFailures and that function's log, and purge the queue.""");

    private static final int PERCENT_OF_THE_TIMEOUT = 90;

    @Test
    void eachAlarmSaysWhatHappenedWhatItMeansAndWhatToDo() {
        Map<String, String> texts = new HashMap<>();
        STACK.resources().forEach((name, resource) -> {
            if (resource.path("Type").asText().equals("AWS::CloudWatch::Alarm")) {
                texts.put(name, resource.at("/Properties/AlarmDescription").asText());
            }
        });
        assertThat(texts).containsExactlyInAnyOrderEntriesOf(TEXTS);
    }

    @Test
    void outputsThatTheyNameAreThere() {
        assertThat(STACK.outputs()).containsKeys("StartBackup", "UndeliveredEvents", "UnreportedFailures");
    }

    @Test
    void limitsThatTheyNameAreThoseThatAreWatched() {
        for (String function : Checkout.functions()) {
            String name = Checkout.logicalName(function);
            int seconds = STACK.properties(name).path("Timeout").asInt();
            int watched = seconds * 1000 * PERCENT_OF_THE_TIMEOUT / 100;
            JsonNode trouble = STACK.properties(name + "Alarm").at("/Metrics/0/Expression");
            assertThat(trouble.asText()).contains("duration, 0) > %d,".formatted(watched));
            assertThat(TEXTS.get(name + "Alarm")).contains(limit(seconds));
        }
    }

    private static String limit(int seconds) {
        double limit = seconds * PERCENT_OF_THE_TIMEOUT / 100.0;
        return seconds <= 60
                ? "over %.0f of its %d seconds".formatted(limit, seconds)
                : "over %.1f of its %d minutes".formatted(limit / 60, seconds / 60);
    }
}
