package dev.lifeboat.postgres.format;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the documents refer to is there: tests, other documents, commands and their options. */
final class DocumentsTest {
    private static final Path ROOT = Path.of("../..");
    private static final Pattern TEST = Pattern.compile("`([A-Z][A-Za-z]+Test)\\.([a-z][A-Za-z]+)`");
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)#]*)(#[^)]*)?\\)");
    private static final Pattern HEADING = Pattern.compile("(?m)^#+ (.*)$");
    private static final Pattern COMMAND = Pattern.compile("(?m)(?:^|`)\\s*(?:\\./)?lifeboat ((?:[^`\\\\\n]|\\\\\n)+)");
    private static final Pattern OPTION = Pattern.compile("--[a-z][a-z-]+");
    private static final Pattern SECTION = Pattern.compile("(?ms)^### `lifeboat ([^`]*)`$(.*?)(?=^###? |\\z)");
    private static final Pattern WORDS = Pattern.compile("[a-z]+(?: [a-z-]+)*");

    private static Map<String, String> documents() throws IOException {
        try (Stream<Path> files = Files.list(ROOT.resolve("docs"))) {
            return files.filter(file -> file.toString().endsWith(".md"))
                    .collect(Collectors.toMap(
                            file -> String.valueOf(file.getFileName()),
                            DocumentsTest::text,
                            (a, b) -> a,
                            TreeMap::new));
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void everyTestThatIsNamedExists() throws IOException {
        Map<String, String> tests = tests();
        List<String> missing = new ArrayList<>();
        documents()
                .values()
                .forEach(text -> TEST.matcher(text)
                        .results()
                        .filter(named ->
                                !tests.getOrDefault(named.group(1), "").contains("void %s(".formatted(named.group(2))))
                        .forEach(named -> missing.add(named.group())));
        assertThat(missing).isEmpty();
    }

    private static Map<String, String> tests() throws IOException {
        try (Stream<Path> files = Files.walk(ROOT)) {
            return files.filter(file -> file.toString().endsWith("Test.java"))
                    .collect(Collectors.toMap(
                            file -> String.valueOf(file.getFileName()).replace(".java", ""),
                            DocumentsTest::text,
                            (a, b) -> a + b));
        }
    }

    @Test
    void everyLinkLeadsSomewhere() throws IOException {
        Map<String, String> documents = documents();
        List<String> broken = new ArrayList<>();
        documents.forEach((name, text) -> LINK.matcher(text).results().forEach(link -> {
            String file = link.group(1).isEmpty() ? name : link.group(1);
            String anchor = link.group(2);
            boolean there = Files.exists(ROOT.resolve("docs").resolve(file));
            boolean marked =
                    anchor == null || anchors(documents.getOrDefault(file, "")).contains(anchor);
            boolean found = file.contains("://") || (there && marked);
            if (!found) {
                broken.add("%s: %s".formatted(name, link.group()));
            }
        }));
        assertThat(broken).isEmpty();
    }

    private static List<String> anchors(String text) {
        return HEADING.matcher(text)
                .results()
                .map(heading -> "#"
                        + heading.group(1)
                                .toLowerCase(Locale.ROOT)
                                .replaceAll("[^a-z0-9 -]", "")
                                .replace(' ', '-'))
                .toList();
    }

    @Test
    void everyCommandAndOptionThatIsShownExists() throws IOException {
        Map<String, String> documents = documents();
        String reference = documents.getOrDefault("cli.md", "");
        String general = reference.substring(
                reference.indexOf("generated: general options"), reference.indexOf("end of general options"));
        Map<String, String> commands = SECTION.matcher(reference)
                .results()
                .collect(Collectors.toMap(section -> words(section.group(1)), section -> section.group(2) + general));
        List<String> unknown = new ArrayList<>();
        long[] shown = {0};
        documents.forEach((name, text) -> COMMAND.matcher(withoutBlocks(text))
                .results()
                .forEach(use -> {
                    String line = use.group(1);
                    String command = commands.keySet().stream()
                            .filter(each -> (line + " ").startsWith(each + " "))
                            .max(java.util.Comparator.comparingInt(String::length))
                            .orElse("");
                    shown[0]++;
                    String known = commands.getOrDefault(command, general);
                    if (command.isEmpty() && !line.startsWith("-") && !line.startsWith("COMMAND")) {
                        unknown.add("%s: lifeboat %s".formatted(name, line));
                    }
                    OPTION.matcher(line)
                            .results()
                            .filter(option -> !known.contains("`" + option.group()))
                            .forEach(option ->
                                    unknown.add("%s: %s of lifeboat %s".formatted(name, option.group(), line)));
                }));
        assertThat(unknown).isEmpty();
        assertThat(shown[0]).isGreaterThan(10);
    }

    /** Blocks of commands are run by another test. */
    private static String withoutBlocks(String text) {
        return text.replaceAll("(?ms)^ *```sh\n.*?```$", "");
    }

    private static String words(String command) {
        Matcher words = WORDS.matcher(command);
        return words.lookingAt() ? words.group() : command;
    }
}
