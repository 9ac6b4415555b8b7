package dev.lifeboat.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.lifeboat.store.DirectoryStore;
import dev.lifeboat.store.StoreActions;
import dev.lifeboat.testing.PostgresPrograms;
import dev.lifeboat.testing.PostgresServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** docs/cli.md names every field that --output json writes, and no other: all commands are run, their JSON is walked. */
final class JsonFieldsTest {
    private static final Path PAGE = Path.of("../docs/cli.md");
    private static final Pattern CODE = Pattern.compile("`([^`]+)`");
    private static final String BACKUP_ROW = "a backup, as several commands show it";
    private static final String ATTEMPT = "20250101T020000Z-full-3a7dc821f36c9989";

    private final PostgresServer server =
            PostgresServer.shared(PostgresPrograms.majorsAtHand().first());
    private final Map<String, Set<String>> written = new LinkedHashMap<>();
    private final Set<String> ofErrors = new TreeSet<>();

    @TempDir
    Path folder;

    @Test
    void everyFieldOfEveryCommandIsDocumentedAndEveryDocumentedFieldIsWritten() throws Exception {
        runEverything();
        assertThat(documented()).isEqualTo(written);
        assertThat(ofErrors).containsExactlyInAnyOrder("code", "category", "message", "hint", "exitCode");
        assertThat(Files.readString(PAGE))
                .contains("\"code\":", "\"category\":", "\"message\":", "\"hint\":", "\"exitCode\":");
    }

    /** Fields by the first column; the fields of a backup stand in a row of their own. */
    private static Map<String, Set<String>> documented() throws IOException {
        Map<String, Set<String>> rows = new LinkedHashMap<>();
        String page = Files.readString(PAGE);
        String table = page.substring(page.indexOf("| command | fields of `result` |"));
        table.substring(0, table.indexOf("\n\n"))
                .lines()
                .skip(2)
                .map(line -> line.substring(2, line.length() - 2).split(" \\| ", 2))
                .forEach(cells -> rows.put(cells[0].replace("`", ""), names(cells[1])));
        Set<String> ofBackup = rows.remove(BACKUP_ROW);
        rows.values().stream().filter(names -> names.remove("a backup")).forEach(names -> names.addAll(ofBackup));
        return rows;
    }

    private static Set<String> names(String cell) {
        Set<String> names = new TreeSet<>();
        CODE.matcher(cell).results().forEach(found -> names.add(found.group(1)));
        if (cell.contains("(a backup)")) {
            names.add("a backup");
        }
        return names;
    }

    private void runEverything() throws Exception {
        Program.Run init = Program.lifeboat()
                .with("LIFEBOAT_PASSPHRASE", Shop.PASSPHRASE)
                .run(
                        "init",
                        "--store=" + folder.resolve("store"),
                        "--source=shop",
                        "--keys=" + folder.resolve("keys"),
                        "--with-role=retain",
                        "--with-role=operator",
                        "--output=json");
        note("init", init);
        Shop shop = new Shop(folder);
        Shop other = Shop.in(Files.createDirectory(folder.resolve("other")));
        String database = server.createFreshDatabase("json");
        server.execute(
                database,
                "CREATE TABLE t AS SELECT generate_series(1, 100) AS id",
                "CREATE FOREIGN DATA WRAPPER nobody",
                "CREATE SERVER elsewhere FOREIGN DATA WRAPPER nobody",
                "CREATE FOREIGN TABLE remote (id int) SERVER elsewhere");
        String from = "--database=" + server.uri(database);
        String owner = "--owner-key=" + shop.secret("owner");
        String proving = "--signing-key=" + shop.secret("prove");
        String target = "--database=" + server.uri(PostgresServer.freshName("target"));

        note("backup", shop, "backup", from, "--omit=foreign-rows", "--at=2026-01-01T02:00:00Z");
        note("backup", shop, "backup", from, "--omit=foreign-rows");
        String signing = "--signing-key=" + shop.secret("backup");
        String job = "--job={\"format\":\"lifeboat-job-1\",\"requires\":[],\"job\":\"backup\",\"source\":\"shop\","
                + "\"kind\":\"full\",\"scheduled\":\"2026-01-02T02:00:00Z\",\"tiers\":[\"daily\"],\"request\":\"x\"}";
        note("run --dry-run", shop, "run", job, from, "--omit=foreign-rows", signing, "--dry-run");
        note("run", shop, "run", job, from, "--omit=foreign-rows", signing);
        note("keys check", shop, "keys", "check");
        String trust = "keys show, add, add-recipient, retire";
        note(trust, shop, "keys", "show");
        note(trust, shop, "keys", "add", "--role=copy", "--keys=" + folder.resolve("more"), owner);
        note(
                trust,
                shop,
                "keys",
                "add-recipient",
                "--certificate=" + other.keys().resolve("recipient.public.asc"),
                owner);
        note("keys rewrap", shop, "keys", "rewrap", "--all", "--signing-key=" + shop.secret("operator"));
        String copying = "--signing-key=" + folder.resolve("more/copy.secret.asc");
        note("copy", shop, "copy", "--create", "--to=" + folder.resolve("offsite"), copying);
        note("status", shop, "status", "--offsite=" + folder.resolve("offsite"));
        note(trust, shop, "keys", "retire", signer(shop, "copy"), owner);
        note(
                "keys paper, unpaper",
                shop,
                "keys",
                "paper",
                shop.secret("recipient").toString());
        note(
                "keys paper, unpaper",
                shop,
                "keys",
                "unpaper",
                shop.keys().resolve("recipient.paper.txt").toString(),
                "--to=" + folder.resolve("typed.asc"));
        note("show", shop, "show", "latest");
        note("verify", shop, "verify", "latest", "--record", proving);
        note("restore --dry-run", shop, "restore", "latest", "--create", target, "--dry-run");
        note("restore", shop, "restore", "latest", "--create", target, "--record", proving);
        note("selftest", shop, "selftest", from, "--omit=foreign-rows", "--no-owner");
        note("export", shop, "export", "latest", "--table=t", "--to=" + folder.resolve("t.copy"));
        StoreActions.put(
                DirectoryStore.open(shop.store()),
                "shop/backups/" + ATTEMPT + "/data/0000/000001.copy.zst.pgp",
                new byte[9]);
        note("tidy", shop, "tidy", "--dry-run");
        note("version", shop, "version");
        note("completion", shop, "completion", "bash");
        note("help", shop, "help", "list");

        Path data = shop.stored(".copy.zst.pgp").getLast();
        Files.write(data, new byte[] {1, 2, 3});
        note("verify", shop, "verify", "latest");
        Path manifest = shop.stored("20260101T020000Z-full.json.asc").getFirst();
        Files.writeString(manifest, "nothing signed");
        note("list", shop, "list");
    }

    private static String signer(Shop shop, String role) {
        return shop.result("keys", "show")
                .lines()
                .filter(line -> line.startsWith(role + " "))
                .map(line -> line.split(" +", 3)[1])
                .findFirst()
                .orElseThrow();
    }

    private void note(String row, Shop shop, String... arguments) throws IOException {
        List<String> all = new ArrayList<>(Arrays.asList(arguments));
        all.add("--output=json");
        note(row, shop.runWithKey(all.toArray(String[]::new)));
    }

    private void note(String row, Program.Run run) throws IOException {
        JsonNode document = new ObjectMapper().readTree(run.out());
        Set<String> outer = new TreeSet<>();
        document.fieldNames().forEachRemaining(outer::add);
        assertThat(outer)
                .as(row + run)
                .contains("lifeboat", "command", "result")
                .isSubsetOf("lifeboat", "command", "result", "error");
        walk(document.get("result"), written.computeIfAbsent(row, name -> new TreeSet<>()));
        if (document.has("error")) {
            walk(document.get("error"), ofErrors);
        }
    }

    private static void walk(JsonNode node, Set<String> names) {
        if (node.isObject()) {
            node.fieldNames().forEachRemaining(names::add);
        }
        node.forEach(child -> walk(child, names));
    }
}
