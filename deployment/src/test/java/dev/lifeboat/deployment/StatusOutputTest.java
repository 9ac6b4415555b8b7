package dev.lifeboat.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.lifeboat.health.Expectations;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The output Status: a command that says well when freshness-check does, and not otherwise. */
class StatusOutputTest {
    private static final Pattern OPTION = Pattern.compile("--[a-z-]+");
    private static final String SPACED = "8483 81EB 0911 A6AE 2F34 B6A0 2B6C E674 ACB6 7EBE";

    private static Map<String, String> everything() {
        Map<String, String> parameters = Parameters.primary();
        parameters.putAll(Map.of(
                "StorePrefix", "production/",
                "OwnerFingerprint", SPACED,
                "CatalogId", "9f15c2d24aa29b19f5b68dea9c382441",
                "TrustVersion", "3",
                "MaxAge", "full=25h,weekly=8d",
                "MaxCopyLag", "12h",
                "MaxProofAge", "35d",
                "ComparedBackups", "14",
                "LeastBytes", "1000000"));
        return parameters;
    }

    @Test
    void itDemandsWhatTheStackDemands() {
        assertThat(Stack.of(everything()).output("Status")).isEqualTo("""
                        lifeboat status --store s3://bucket/production/ --region eu-central-1 --source shop \
                        --owner "8483 81EB 0911 A6AE 2F34 B6A0 2B6C E674 ACB6 7EBE" --trust-version 3 \
                        --catalog 9f15c2d24aa29b19f5b68dea9c382441 --max-age full=25h --max-age weekly=8d \
                        --compared 14 --min-stored-bytes 1000000 --max-proof-age 35d \
                        --offsite s3://lifeboat-offsite-444455556666/production/ --offsite-region eu-west-1 \
                        --max-copy-lag 12h""");
    }

    @Test
    void itLooksForNoCopiesWhereTheStackMakesNone() {
        Map<String, String> alone = Parameters.first();
        alone.put("OwnerFingerprint", Parameters.OWNER);
        String expected = """
                lifeboat status --store s3://bucket/ --region eu-central-1 --source shop \
                --owner "848381EB0911A6AE2F34B6A02B6CE674ACB67EBE" --trust-version 1 --max-age full=25h \
                --compared 7 --min-stored-bytes 1""";
        assertThat(Stack.of(alone).output("Status")).isEqualTo(expected);
        assertThat(Stack.of(Parameters.offsite()).output("Status")).isEqualTo(expected);
    }

    /** docs/cli.md has the options as the command line itself lists them. */
    @Test
    void itGivesOptionsThatTheCommandHas() {
        String reference = Checkout.text(Checkout.file("docs", "cli.md"));
        String options = section(reference, "\n## Options of a source\n", "\n## ")
                + section(reference, "\n### `lifeboat status`\n", "\n### ");
        List<String> given = OPTION.matcher(Stack.of(everything()).output("Status"))
                .results()
                .map(MatchResult::group)
                .toList();
        assertThat(given).hasSize(14).allSatisfy(option -> assertThat(options).contains("| `" + option + " "));
    }

    private static String section(String text, String begin, String end) {
        return text.split(begin, 2)[1].split(end, 2)[0];
    }

    @Test
    void asManyBackupsMayBeComparedAsTheCommandCompares() {
        JsonNode compared = Template.translated().json().at("/Parameters/ComparedBackups");
        assertThat(compared.path("MinValue").asInt()).isEqualTo(Expectations.DEFAULT.leastCompared());
        assertThat(compared.path("MaxValue").asInt()).isEqualTo(Expectations.MOST_COMPARED);
    }

    /** In ten groups, as init prints it, or in one. */
    @Test
    void fingerprintIsTakenAsInitPrintsIt() {
        String pattern = Template.translated()
                .json()
                .at("/Parameters/OwnerFingerprint/AllowedPattern")
                .asText();
        assertThat(SPACED).matches(pattern);
        assertThat(Parameters.OWNER).matches(pattern);
        assertThat("").matches(pattern);
        assertThat(SPACED.substring(1)).doesNotMatch(pattern);
        assertThat(SPACED + " ").doesNotMatch(pattern);
        assertThat(SPACED.replace(" ", "  ")).doesNotMatch(pattern);
    }
}
