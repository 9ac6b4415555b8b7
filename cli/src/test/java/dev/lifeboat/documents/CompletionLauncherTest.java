package dev.lifeboat.documents;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeboat.testing.Program;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A shell that read the output of {@code lifeboat completion} completes what is typed. */
class CompletionLauncherTest {
    private static List<String> completions(String typed) {
        return Program.required(
                        "bash",
                        "-c",
                        """
                        source <("$1" completion bash)
                        COMP_WORDS=($2 "$3") COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
                        function=$(complete -p lifeboat | sed 's/.* -F \\([^ ]*\\).*/\\1/')
                        "$function" lifeboat "$3"
                        printf '%s\\n' "${COMPREPLY[@]}"
                        """,
                        "bash",
                        Document.ROOT.resolve("lifeboat").toString())
                .with(typed.substring(0, typed.lastIndexOf(' ')), typed.substring(typed.lastIndexOf(' ') + 1))
                .succeed()
                .lines();
    }

    @ParameterizedTest
    @CsvSource({
        "lifeboat ver, verify",
        "lifeboat rest, restore",
        "lifeboat restore --into, --into-existing",
        "lifeboat keys add-, add-recipient",
        "lifeboat list --output js, json",
        "lifeboat verify --depth con, content",
    })
    void bashCompletes(String typed, String completion) {
        assertThat(completions(typed)).contains(completion);
    }

    @Test
    void bashOffersEveryCommandThatBegins() {
        assertThat(completions("lifeboat ver")).containsExactlyInAnyOrder("verify", "version");
    }
}
