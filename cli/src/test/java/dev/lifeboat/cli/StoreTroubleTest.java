package dev.lifeboat.cli;

import static dev.lifeboat.cli.Errors.assertFails;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeboat.crypto.ClearSigned;
import dev.lifeboat.crypto.PrivateKeyFile;
import dev.lifeboat.crypto.SigningKey;
import dev.lifeboat.testing.PostgresPrograms;
import dev.lifeboat.testing.PostgresServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A store that is full or read-only, or that a later version of Lifeboat wrote to. */
final class StoreTroubleTest {
    private final PostgresServer server =
            PostgresServer.shared(PostgresPrograms.majorsAtHand().first());

    @TempDir
    Path folder;

    private String database(String... statements) throws SQLException {
        String database = server.createFreshDatabase("source");
        server.execute(database, statements);
        return "--database=" + server.uri(database);
    }

    @Test
    void aFullDiskIsAnErrorAndLeavesNoBackup() throws SQLException, IOException {
        try (Disk disk = Disk.of(folder.resolve("disk"), "2m")) {
            Shop shop = Shop.in(disk.path());
            String source =
                    database("CREATE TABLE t AS SELECT sha512(n::text::bytea) FROM generate_series(1, 100000) n");
            Program.Run run = shop.run("backup", source, "--at=2026-11-22T02:00:00Z", "--segment-size=1");
            assertThat(run.exitCode()).isEqualTo(6);
            assertThat(run.out()).isEmpty();
            assertThat(run.err())
                    .matches(
                            "(?s)error \\[LB-105]: store %s is full \\(.*No space left on device\\): object shop/backups/"
                                            .formatted(shop.store())
                                    + "20261122T020000Z-full-.* is not stored; the store keeps [0-9]+ objects \\([0-9.]+ [KM]iB\\)"
                                    + " without a manifest, which are no backup\n    hint: free some space or enlarge the disk, then"
                                    + " run the command again; lifeboat tidy, run daily, removes those objects after three days\n");
            assertThat(shop.result("list")).startsWith("There is no backup");

            disk.remount("size=64m");
            assertThat(shop.run("backup", source).exitCode()).isZero();
        }
    }

    @Test
    void aReadOnlyStoreIsAnErrorAndStaysAsItIs() throws SQLException, IOException {
        try (Disk disk = Disk.of(folder.resolve("disk"), "8m")) {
            Shop shop = Shop.in(disk.path());
            String source = database("CREATE TABLE t (id int)");
            Map<String, String> before = Contents.of(shop.store());
            disk.remount("ro");
            Program.Run run = shop.run("backup", source, "--at=2026-11-22T02:00:00Z");
            assertThat(run.exitCode()).isEqualTo(4);
            assertThat(run.out()).isEmpty();
            assertThat(run.err())
                    .matches(
                            "error \\[LB-106]: store %s denies access \\(.*: Read-only file system\\): object shop/attempts/"
                                            .formatted(shop.store())
                                    + "20261122T020000Z-full-.* is not stored.*\n    hint: let user .* read and write the whole"
                                    + " folder; see its owner, its modes and how it is mounted\n");
            assertThat(Contents.of(shop.store())).isEqualTo(before);

            disk.remount("rw");
            assertThat(shop.run("backup", source).exitCode()).isZero();
        }
    }

    @Test
    void aKeyThatCannotBePublishedIsNotMade() throws IOException {
        try (Disk disk = Disk.of(folder.resolve("disk"), "8m")) {
            Shop shop = Shop.in(disk.path());
            Path keys = folder.resolve("more-keys");
            disk.remount("ro");
            Program.Run run =
                    shop.run("keys", "add", "--role=retain", "--keys=" + keys, "--owner-key=" + shop.secret("owner"));
            assertThat(run.exitCode()).isEqualTo(4);
            assertThat(run.err())
                    .startsWith("error [LB-106]: store " + shop.store() + " denies access (")
                    .contains("object shop/trust/000002.json.asc is not stored; no key was made\n    hint: let user ");
            assertThat(keys).doesNotExist();

            disk.remount("rw");
            assertThat(shop.run("keys", "add", "--role=retain", "--keys=" + keys, "--owner-key=" + shop.secret("owner"))
                            .exitCode())
                    .isZero();
            assertThat(keys.resolve("retain.secret.asc")).exists();
        }
    }

    @Test
    void aManifestOfALaterVersionIsRefusedAndNothingIsDone() throws SQLException, IOException {
        Shop shop = Shop.in(folder);
        assertThat(shop.run("backup", database("CREATE TABLE t (id int)"), "--at=2026-11-22T02:00:00Z")
                        .exitCode())
                .isZero();
        Path manifest = shop.stored("20261122T020000Z-full.json.asc").getFirst();
        String text = signedText(Files.readString(manifest));
        assertRefused(
                shop,
                manifest,
                text.replace("lifeboat-manifest-1", "lifeboat-manifest-2"),
                "is of the format 'lifeboat-manifest-2', this program reads 'lifeboat-manifest-1'");
        assertRefused(
                shop,
                manifest,
                text.replaceFirst("\"requires\" : \\[ *]", "\"requires\" : [ \"moon\" ]"),
                "requires [moon], which this program does not know");
    }

    @Test
    void whatIsNoFileAmongTheManifestsIsRefusedAndTheRestIsListed() throws Exception {
        Shop shop = Shop.in(folder);
        assertThat(shop.run("backup", database("CREATE TABLE t (id int)"), "--at=2026-11-22T02:00:00Z")
                        .exitCode())
                .isZero();
        Path day = shop.store().resolve("shop/manifests/2026/11/22");
        Files.createSymbolicLink(day.resolve("20261122T030000Z-full.json.asc"), folder.resolve("nowhere"));
        Files.createSymbolicLink(day.resolve("link"), folder.resolve("nowhere"));
        dev.lifeboat.testing.Program.named(
                        "mkfifo",
                        day.resolve("20261122T040000Z-full.json.asc").toString(),
                        day.resolve("pipe").toString())
                .succeed();
        Program.Run run = shop.run("list");
        assertThat(run.exitCode()).isEqualTo(3);
        assertThat(run.out())
                .contains("\n20261122T020000Z-full  ")
                .containsPattern("\n20261122T030000Z-full +LB-102 .* is a symbolic link, expected a regular file")
                .containsPattern("\n20261122T040000Z-full +LB-102 .* is a special file, expected a regular file")
                .containsPattern("\nshop/manifests/2026/11/22/link +LB-112 ")
                .containsPattern("\nshop/manifests/2026/11/22/pipe +LB-112 ");
        assertThat(run.err()).startsWith("error [LB-102]: 4 manifests must not be believed, the first because ");
        assertThat(shop.run("show", "20261122T020000Z-full").exitCode()).isZero();
    }

    private void assertRefused(Shop shop, Path manifest, String text, String why) throws IOException {
        Files.writeString(manifest, ClearSigned.sign(text, backupKey(shop)));
        Map<String, String> before = Contents.of(shop.store());
        String error = """
                error [LB-111]: document shop/manifests/2026/11/22/20261122T020000Z-full.json.asc %s: it cannot be used
                    hint: use the version of Lifeboat that wrote it, or a later one
                """.formatted(why);
        assertFails(shop.run("show", "latest"), 5, error);
        assertFails(shop.run("verify", "latest"), 5, error);
        String target = PostgresServer.freshName("nowhere");
        assertFails(shop.runWithKey("restore", "latest", "--create", "--database=" + server.uri(target)), 5, error);
        Program.Run list = shop.run("list");
        assertThat(list.exitCode()).isEqualTo(5);
        assertThat(list.out()).contains("20261122T020000Z-full");
        assertThat(Contents.of(shop.store())).isEqualTo(before);
    }

    private static SigningKey backupKey(Shop shop) throws IOException {
        return PrivateKeyFile.parse(Files.readString(shop.secret("backup")), "backup.secret.asc")
                .unlock(new char[0])
                .signingKey(Instant.now());
    }

    /** No line of a manifest begins with a dash, so none is escaped. */
    private static String signedText(String clearSigned) {
        int begin = clearSigned.indexOf("\n\n") + 2;
        return clearSigned.substring(begin, clearSigned.indexOf("-----BEGIN PGP SIGNATURE-----"));
    }
}
