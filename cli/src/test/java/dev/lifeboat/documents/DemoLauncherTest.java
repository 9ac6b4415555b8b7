package dev.lifeboat.documents;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeboat.testing.Program;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The README shows what {@code make demo} prints; {@code make docs} writes it anew. */
class DemoLauncherTest {
    private static final Document README = new Document("README.md");
    private static final Pattern SHOWN = Pattern.compile("(?s)(?<=```console\n).*?(?=```\n)");
    private static final Pattern CHAPTERS = Pattern.compile("(?s)# Once for each source.*?(?=\n+# Done in )");
    private static final Pattern PROVEN = Pattern.compile("(?m)(?:^.*  same rows\n)+");
    private static final int PROVEN_SHOWN = 6;

    @Test
    void theReadmeShowsWhatTheDemoPrints() throws IOException {
        String readme = README.text();
        Matcher shown = SHOWN.matcher(readme);
        assertThat(shown.find()).isTrue();
        String demo = demo();
        boolean same = ShownOutput.normalized(shown.group()).equals(ShownOutput.normalized(demo));
        if (!same && "write".equals(System.getProperty("lifeboat.docs"))) {
            Files.writeString(Document.ROOT.resolve(README.name()), shown.replaceFirst(Matcher.quoteReplacement(demo)));
        } else {
            assertThat(ShownOutput.normalized(shown.group()))
                    .as("README.md is out of date: run make docs")
                    .isEqualTo(ShownOutput.normalized(demo));
        }
    }

    private static String demo() {
        String output = Program.required(
                        "bash", "-c", "exec '%s' 2>&1".formatted(Document.ROOT.resolve("scripts/demo")))
                .within(Duration.ofMinutes(5))
                .succeed()
                .text();
        Matcher chapters = CHAPTERS.matcher(output);
        assertThat(chapters.find()).isTrue();
        return PROVEN.matcher(chapters.group()).replaceFirst(DemoLauncherTest::shortened) + "\n";
    }

    private static String shortened(MatchResult proven) {
        String[] lines = proven.group().split("\n", -1);
        StringBuilder kept = new StringBuilder();
        for (int i = 0; i < PROVEN_SHOWN; i++) {
            kept.append(lines[i]).append('\n');
        }
        return kept.append("[and %d more tables]\n".formatted(lines.length - 1 - PROVEN_SHOWN))
                .toString();
    }
}
