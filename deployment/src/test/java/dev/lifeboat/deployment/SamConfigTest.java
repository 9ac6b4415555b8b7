package dev.lifeboat.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
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
