package dev.lifeboat.documents;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeboat.testing.Program;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Types the commands of a document into one shell, as a reader does, with a world of the test's for the examples. */
final class Walk {
    private final Document document;
    private final Path folder;
    private final Map<String, String> examples = new LinkedHashMap<>();
    private final Map<String, String> before = new LinkedHashMap<>();
    private final Map<String, String> skipped = new LinkedHashMap<>();
    private final Map<String, String> environment = new LinkedHashMap<>();

    Walk(Document document, Path folder) {
        this.document = document;
        this.folder = folder;
    }

    /** Puts something real into the place of a name that the document has as an example. */
    Walk example(String name, String real) {
        examples.put(name, real);
        return this;
    }

    /** Lets something happen before the commands that hold these words: an accident, or what a person would do. */
    Walk before(String words, String happens) {
        before.put(words, happens);
        return this;
    }

    /** Leaves out a line of the commands, for a reason. */
    Walk skipping(String line, String reason) {
        skipped.put(line, reason);
        return this;
    }

    Walk env(String name, String value) {
        environment.put(name, value);
        return this;
    }

    /** Runs it all, and compares what is shown. */
    void run(Path workingFolder) throws IOException {
        List<Document.Step> steps = document.steps();
        assertThat(steps).as("commands of %s", document.name()).isNotEmpty();
        before.keySet()
                .forEach(
                        words -> assertThat(steps).as("commands with %s", words).anyMatch(step -> step.shows(words)));
        skipped.keySet()
                .forEach(line -> assertThat(steps).as("the line %s", line).anyMatch(step -> step.shows(line + "\n")));
        Files.writeString(folder.resolve("walk.sh"), script(steps));
        Program.required("bash", folder.resolve("walk.sh").toString())
                .env(environment)
                .in(workingFolder)
                .within(Duration.ofMinutes(10))
                .succeed();
        assertThat(folder.resolve("unprepared"))
                .as("what should happen before commands")
                .doesNotExist();
        compare(steps);
    }

    private String script(List<Document.Step> steps) {
        StringBuilder script =
                new StringBuilder("set -o pipefail\nexec 9> '%s'\n".formatted(folder.resolve("happened")));
        for (int i = 0; i < steps.size(); i++) {
            Document.Step step = steps.get(i);
            script.append(
                    "trap 'echo \"$?: $BASH_COMMAND\" >> \"%s\"' ERR; {\n:\n".formatted(folder.resolve("unprepared")));
            before.forEach((words, happens) -> script.append(step.shows(words) ? happens + "\n" : ""));
            script.append("} >&9 2>&9\n");
            script.append("trap 'echo \"$?: $BASH_COMMAND\" >> \"%s\"' ERR\n{\n".formatted(failures(i)));
            script.append(real(step.commands())).append("} > '%s' 2>&1 < /dev/null\n".formatted(output(i)));
        }
        return script.append("trap - ERR\nexit 0\n").toString();
    }

    private String real(String commands) {
        String real = commands;
        for (String line : skipped.keySet()) {
            real = real.replace(line + "\n", ":\n");
        }
        for (Map.Entry<String, String> example : examples.entrySet()) {
            real = real.replace(example.getKey(), example.getValue());
        }
        return real;
    }

    private void compare(List<Document.Step> steps) throws IOException {
        List<String> wrong = new ArrayList<>();
        for (int i = 0; i < steps.size(); i++) {
            Document.Step step = steps.get(i);
            String printed = Files.readString(output(i));
            if (Files.exists(failures(i)) != step.fails()) {
                wrong.add("%s%ndoes not %s, and prints%n%s"
                        .formatted(step.commands(), step.fails() ? "fail" : "succeed", printed));
            } else if (!step.output().isEmpty()
                    && !ShownOutput.pattern(step.output())
                            .matcher(ShownOutput.normalized(printed) + "\n")
                            .matches()) {
                wrong.add(
                        "%s%nis shown to print%n%s%nand prints%n%s".formatted(step.commands(), step.output(), printed));
            }
        }
        assertThat(wrong).as(document.name()).isEmpty();
    }

    private Path output(int step) {
        return folder.resolve("output-%03d".formatted(step));
    }

    private Path failures(int step) {
        return folder.resolve("failures-%03d".formatted(step));
    }
}
