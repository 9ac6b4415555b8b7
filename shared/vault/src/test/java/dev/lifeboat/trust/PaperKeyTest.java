package dev.lifeboat.trust;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lifeboat.crypto.KeyGeneration;
import dev.lifeboat.error.ErrorCode;
import dev.lifeboat.error.LifeboatException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class PaperKeyTest {
    private static final String KEY = new KeyGeneration("Lifeboat shop owner", Keys.MADE)
            .signing(new char[0])
            .secret();

    private static void assertUnreadable(List<String> lines, String message) {
        assertThatThrownBy(() -> PaperKey.parse(String.join("\n", lines), "paper key owner.txt"))
                .hasMessage(message)
                .extracting(e -> ((LifeboatException) e).code())
                .isEqualTo(ErrorCode.KEY_UNREADABLE);
    }

    private static List<String> printed() {
        return new ArrayList<>(PaperKey.print(KEY).lines().toList());
    }

    @Test
    void whatIsPrintedIsReadBackHoweverItIsSpaced() {
        String spaced =
                PaperKey.print(KEY).lines().map(line -> "  " + line + " \r\n\n").collect(Collectors.joining());

        assertThat(PaperKey.parse(PaperKey.print(KEY), "paper key")).isEqualTo(KEY);
        assertThat(PaperKey.parse(spaced, "paper key")).isEqualTo(KEY);
        assertThat(printed().getFirst()).matches("001 [0-9a-f]{4} -----BEGIN PGP PRIVATE KEY BLOCK-----");
    }

    @Test
    void aPageSaysWhatItIsAndReadsBackWithThat() {
        String page = PaperKey.page(KEY, "Lifeboat shop owner");

        assertThat(page).startsWith("# Lifeboat shop owner\n# To use it, ");
        assertThat(PaperKey.parse(page, "paper key")).isEqualTo(KEY);
    }

    @Test
    void everyMistypedLineIsNamed() {
        List<String> lines = printed();
        for (int index : new int[] {3, 5}) {
            String line = lines.get(index);
            lines.set(index, line.substring(0, 20) + (line.charAt(20) == 'l' ? '1' : 'l') + line.substring(21));
        }

        assertUnreadable(lines, "paper key owner.txt is missing or mistyped in line 4, 6: no key was read");
    }

    @Test
    void missingAndUnreadableLinesAreNamed() {
        List<String> missing = printed();
        missing.remove(3);
        List<String> wrong = printed();
        wrong.set(4, "hello");

        assertUnreadable(missing, "paper key owner.txt is missing or mistyped in line 4: no key was read");
        assertUnreadable(wrong, "paper key owner.txt is missing or mistyped in line 5: no key was read");
    }

    @Test
    void aKeyThatEndsEarlyIsTold() {
        List<String> lines = printed();
        lines.removeLast();

        assertUnreadable(
                lines,
                "paper key owner.txt ends after line %d, before the end of the key: no key was read"
                        .formatted(lines.size()));
        assertUnreadable(
                List.of(), "paper key owner.txt ends after line 0, before the end of the key: no key was read");
    }
}
