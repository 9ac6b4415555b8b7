package dev.lifeboat.cli;

import static dev.lifeboat.cli.Program.lifeboat;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.lifeboat.testing.PostgresPrograms;
import dev.lifeboat.testing.PostgresServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The fields that a command's JSON has are those that docs/cli.md names. */
final class JsonFieldsTest {
    private static final Path REFERENCE = Path.of("../docs/cli.md");
    private static final Pattern WORD = Pattern.compile("`([a-zA-Z]+)`");

    private final PostgresServer server =
            PostgresServer.shared(PostgresPrograms.majorsAtHand().first());

    @TempDir
    Path folder;

    @Test
    void everyCommandHasTheFieldsOfTheTable() throws Exception {
        String database = server.createFreshDatabase("source");
        server.execute(database, "CREATE TABLE t AS SELECT 1 AS id");
        String from = "--database=" + server.uri(database);
        String to = "--database=" + server.uri(PostgresServer.freshName("back"));
        Shop shop = new Shop(folder);

        assertDescribed(
                "init",
                lifeboat()
                        .with("LIFEBOAT_PASSPHRASE", Shop.PASSPHRASE)
                        .run(
                                "init",
                                "--output=json",
                                "--store=" + shop.store(),
                                "--source=shop",
                                "--with-role=operator",
                                "--with-role=retain",
                                "--keys=" + shop.keys()));
        assertDescribed("backup", shop.run("backup", from, "--output=json"));
        assertDescribed("list", shop.run("list", "--output=json"));
        assertDescribed("show", shop.runWithKey("show", "latest", "--output=json"));
        assertDescribed("verify", shop.runWithKey("verify", "latest", "--depth=content", "--output=json"));
        assertDescribed(
                "restore --dry-run",
                shop.runWithKey("restore", "latest", "--create", "--dry-run", to, "--output=json"));
        assertDescribed("restore", shop.runWithKey("restore", "latest", "--create", to, "--output=json"));
        assertDescribed("selftest", shop.run("selftest", from, "--folder=" + folder, "--output=json"));
        assertDescribed("tidy", shop.run("tidy", "--dry-run", "--output=json"));
        assertDescribed(
                "export",
                shop.runWithKey(
                        "export", "latest", "--table=public.t", "--to=" + folder.resolve("t.copy"), "--output=json"));
        assertDescribed("keys show", shop.run("keys", "show", "--output=json"));
        assertDescribed("keys check", shop.runWithKey("keys", "check", "--output=json"));
        assertDescribed("keys rewrap", shop.runWithKey("keys", "rewrap", "--all", "--dry-run", "--output=json"));
    }

    private static void assertDescribed(String command, Program.Run run) throws IOException {
        assertThat(run.exitCode()).as("%s: %s", command, run.err()).isZero();
        JsonNode result = new JsonMapper().readTree(run.out()).path("result");
        NavigableSet<String> described = described(command);
        assertThat(fields(result)).as(command).isNotEmpty().isSubsetOf(described);
        assertThat(described).as("top of %s", command).containsAll(top(result));
        assertThat(top(result)).as(command).containsAll(topDescribed(command));
    }

    /** Fields at the top that the table names: those outside parentheses. */
    private static NavigableSet<String> topDescribed(String command) throws IOException {
        String row = row(command).replaceAll("; .*", "");
        while (row.contains("(")) {
            row = row.replaceAll("\\([^()]*\\)", "");
        }
        return words(row.replaceAll(", and with a key.*", ""));
    }

    private static NavigableSet<String> described(String command) throws IOException {
        NavigableSet<String> words = words(row(command));
        if (row(command).contains("as in `list`")) {
            words.addAll(words(row("list")));
        }
        return words;
    }

    private static NavigableSet<String> words(String text) {
        return WORD.matcher(text)
                .results()
                .map(MatchResult::group)
                .map(word -> word.replace("`", ""))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** What the table says of a command, which may share its row. */
    private static String row(String command) throws IOException {
        List<String> rows;
        try (Stream<String> lines = Files.lines(REFERENCE)) {
            rows = lines.dropWhile(line -> !line.equals("| command | fields of `result` |"))
                    .filter(line -> line.startsWith("| `" + command + "`"))
                    .toList();
        }
        assertThat(rows).as(command).hasSize(1);
        return rows.getFirst().split(" \\| ", 2)[1];
    }

    private static NavigableSet<String> top(JsonNode node) {
        NavigableSet<String> names = new TreeSet<>();
        node.fieldNames().forEachRemaining(names::add);
        return names;
    }

    private static NavigableSet<String> fields(JsonNode node) {
        NavigableSet<String> names = top(node);
        node.forEach(child -> names.addAll(fields(child)));
        return names;
    }
}
