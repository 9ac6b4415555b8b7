package dev.lifeboat.documents;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A document of the project's, by its path below the root, and what it shows. */
record Document(String name) {
    static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

    private static final Pattern FENCE =
            Pattern.compile("(?ms)^(?<indent> *)```(?<language>[a-z]+)\\n(?<text>.*?)^\\k<indent>```$");

    /**
     * Text between fences.
     *
     * @param language {@code sh} for commands to type, {@code output} for what those before it print
     */
    record Block(String language, String text) {}

    /**
     * Commands, and the output that is shown of them.
     *
     * @param output empty where none is shown
     */
    record Step(String commands, String output) {
        boolean shows(String words) {
            return commands.contains(words);
        }

        boolean fails() {
            return output.contains("error [LB-");
        }
    }

    /** Every document that people read. */
    static List<Document> all() throws IOException {
        try (Stream<Path> files = Files.list(ROOT.resolve("docs"))) {
            return Stream.concat(
                            Stream.of("README.md", "CONTRIBUTING.md"),
                            files.map(file -> "docs/" + file.getFileName()).filter(name -> name.endsWith(".md")))
                    .map(Document::new)
                    .toList();
        }
    }

    String text() throws IOException {
        return Files.readString(ROOT.resolve(name));
    }

    List<Block> blocks() throws IOException {
        List<Block> blocks = new ArrayList<>();
        Matcher fence = FENCE.matcher(text());
        while (fence.find()) {
            String indent = fence.group("indent");
            blocks.add(new Block(
                    fence.group("language"), fence.group("text").replaceAll("(?m)^" + Pattern.quote(indent), "")));
        }
        return blocks;
    }

    /** The commands in their order, each block with the output that follows it. */
    List<Step> steps() throws IOException {
        List<Step> steps = new ArrayList<>();
        List<Block> blocks = blocks();
        for (int i = 0; i < blocks.size(); i++) {
            if (blocks.get(i).language().equals("sh")) {
                boolean shown =
                        i + 1 < blocks.size() && blocks.get(i + 1).language().equals("output");
                steps.add(
                        new Step(blocks.get(i).text(), shown ? blocks.get(i + 1).text() : ""));
            }
        }
        return steps;
    }

    /** What is set as code, but is neither commands nor a script that another test runs. */
    String unchecked() throws IOException {
        String indented = FENCE.matcher(text())
                .replaceAll("")
                .lines()
                .filter(line -> line.startsWith("    "))
                .collect(Collectors.joining("\n"));
        return blocks().stream()
                .filter(block -> block.language().equals("text"))
                .map(Block::text)
                .collect(Collectors.joining("\n", "", indented));
    }
}
