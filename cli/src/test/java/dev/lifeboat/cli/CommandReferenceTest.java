package dev.lifeboat.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The generated parts of docs/cli.md are what the code says; {@code make docs} writes them anew. */
class CommandReferenceTest {
    private static final Path PAGE = Path.of("../docs/cli.md");

    @Test
    void thePageSaysWhatTheProgramDoes() throws IOException {
        String page = Files.readString(PAGE);
        String current = CommandReference.renew(page);
        if ("write".equals(System.getProperty("lifeboat.docs"))) {
            Files.writeString(PAGE, current);
        } else {
            assertThat(page).as("docs/cli.md is out of date: run make docs").isEqualTo(current);
        }
    }
}
