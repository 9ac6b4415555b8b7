package dev.lifeboat.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The environments of samconfig.toml: what sam deploy would be told is what the template takes. */
class SamConfigTest {
    private static final Pattern SECTION = Pattern.compile("(?m)^(?=\\[[a-z]+\\.)");
    private static final Pattern DEPLOYING = Pattern.compile("\\[([a-z]+)\\.deploy\\.parameters]");
    private static final Pattern PARAMETER = Pattern.compile("\"([A-Za-z]+)=([^\"]*)\"");

    private final Map<String, JsonNode> parameters = Template.translated().part("Parameters");

    /** The parameters that each environment gives. */
    private static Map<String, Map<String, String>> environments() {
        Map<String, Map<String, String>> all = new TreeMap<>();
        for (String section : SECTION.split(Checkout.text(Checkout.file("samconfig.toml")), -1)) {
            Matcher deploying = DEPLOYING.matcher(section);
            if (deploying.lookingAt()) {
                all.put(deploying.group(1), overrides(section));
            }
        }
        return all;
    }

    private static Map<String, String> overrides(String section) {
        Map<String, String> given = new TreeMap<>();
        String list = section.substring(section.indexOf("parameter_overrides"));
        for (MatchResult parameter : PARAMETER.matcher(list).results().toList()) {
            given.put(parameter.group(1), parameter.group(2));
        }
        return given;
    }

    private void assertTaken(String name, String value) {
        JsonNode parameter = Objects.requireNonNull(parameters.get(name), name);
        if (parameter.has("AllowedValues")) {
            assertThat(parameter.path("AllowedValues").valueStream().map(JsonNode::asText))
                    .as(name)
                    .contains(value);
        }
        if (parameter.has("AllowedPattern")) {
            assertThat(value).as(name).matches(parameter.path("AllowedPattern").asText());
        }
        if (parameter.has("MinValue")) {
            assertThat(new BigDecimal(value))
                    .as(name)
                    .isGreaterThanOrEqualTo(parameter.path("MinValue").decimalValue());
        }
        if (parameter.has("MaxValue")) {
            assertThat(new BigDecimal(value))
                    .as(name)
                    .isLessThanOrEqualTo(parameter.path("MaxValue").decimalValue());
        }
    }

    @Test
    void eachEnvironmentGivesWhatTheTemplateTakes() {
        assertThat(environments()).containsOnlyKeys("default", "offsite", "dev").allSatisfy((name, given) -> {
            assertThat(given).as(name).containsKey("Role");
            given.forEach(this::assertTaken);
            assertThat(Stack.of(given).refusals()).as(name).isEmpty();
        });
        assertThat(environments().get("default")).containsEntry("Role", "primary");
        assertThat(environments().get("offsite")).containsEntry("Role", "offsite");
    }

    /** All that is made before anybody gives a parameter more, but the functions' own logs, roles and permissions. */
    @Test
    void eachEnvironmentMakesWhatItsParametersSay() {
        Set<String> everywhere = new TreeSet<>(StacksTest.IN_BOTH);
        everywhere.addAll(List.of(
                "FreshnessCheck", "FreshnessCheckAlarm", "FailureAlert", "FailureAlertAlarm", "FailureAlertOutcome"));
        Set<String> primary = Set.of(
                "BackupTrigger",
                "BackupTriggerAlarm",
                "SizeAnomalyCheck",
                "SizeAnomalyCheckAlarm",
                "SizeAnomalyCheckManifest",
                "FullBackups");
        assertThat(made("offsite")).isEqualTo(everywhere);
        assertThat(made("default")).containsAll(everywhere).containsAll(primary).hasSize(28);
        assertThat(made("dev")).isEqualTo(made("default"));
    }

    private static Set<String> made(String environment) {
        Set<String> names =
                new TreeSet<>(stack(environment, Map.of()).resources().keySet());
        names.removeIf(name -> name.matches("(BackupTrigger|SizeAnomalyCheck|FreshnessCheck|FailureAlert)"
                + "(Log|Role|EventInvokeConfig|[A-Za-z]+Permission)"));
        return names;
    }

    /** An environment's stack, with what one gives besides. */
    private static Stack stack(String environment, Map<String, String> more) {
        Map<String, String> given =
                new TreeMap<>(Objects.requireNonNull(environments().get(environment), environment));
        given.putAll(more);
        return Stack.of(given);
    }

    @Test
    void environmentsDifferInWhatTheyKeepAndForHowLong() {
        Map<String, String> worker =
                Map.of("OwnerFingerprint", Parameters.OWNER, "WorkerImage", Parameters.IMAGE, "VpcId", "vpc-0a");
        Stack usual = stack("default", worker);
        Stack dev = stack("dev", worker);
        assertThat(variable(usual, "PostgresWorker", "LIFEBOAT_LOCK_DAYS")).isEqualTo("30");
        assertThat(variable(usual, "BackupTrigger", "LIFEBOAT_RUN_ON")).isEqualTo("auto");
        assertThat(variable(dev, "BackupTrigger", "LIFEBOAT_RUN_ON")).isEqualTo("lambda");
        assertThat(usual.properties("PostgresWorker").path("MemorySize").asInt())
                .isEqualTo(2048);
        assertThat(dev.properties("PostgresWorker").path("MemorySize").asInt()).isEqualTo(1024);
        assertThat(usual.properties("FreshnessCheckLog").path("RetentionInDays").asInt())
                .isEqualTo(90);
        assertThat(dev.properties("FreshnessCheckLog").path("RetentionInDays").asInt())
                .isEqualTo(7);
        assertThat(cap(usual)).isEqualTo(2600);
        assertThat(cap(dev)).isEqualTo(8);
        assertThat(cap(stack("offsite", Map.of()))).isEqualTo(2600);
    }

    private static int cap(Stack stack) {
        return stack.properties("BucketPolicy")
                .at("/PolicyDocument/Statement/3/Condition/NumericGreaterThan/s3:object-lock-remaining-retention-days")
                .asInt();
    }

    private static String variable(Stack stack, String function, String name) {
        return stack.properties(function)
                .path("Environment")
                .path("Variables")
                .path(name)
                .asText();
    }

    @Test
    void developmentHasOneFullADayWhichIsSafeForSevenDays() {
        Map<String, String> given = Objects.requireNonNull(environments().get("dev"));
        given.putAll(Map.of("OwnerFingerprint", Parameters.OWNER, "WorkerImage", Parameters.IMAGE));
        Stack dev = Stack.of(given);
        assertThat(dev.properties("FullBackups").path("ScheduleExpression").asText())
                .matches("cron\\([0-9]+ [0-9]+ \\* \\* \\? \\*\\)");
        assertThat(dev.resources()).doesNotContainKey("IncrementalBackups");
        assertThat(dev.properties("PostgresWorker")
                        .at("/Environment/Variables/LIFEBOAT_LOCK_DAYS")
                        .asText())
                .isEqualTo("7");
        assertThat(Integer.parseInt(given.get("MaxLockDays"))).isGreaterThan(7);
    }
}
