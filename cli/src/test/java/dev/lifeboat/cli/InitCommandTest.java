package dev.lifeboat.cli;

import static dev.lifeboat.cli.Errors.assertFails;
import static dev.lifeboat.cli.Program.lifeboat;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeboat.crypto.KeyGeneration;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InitCommandTest {
    private static final List<String> SECRETS = List.of(
            "backup.secret.asc",
            "catalog.secret.asc",
            "owner.paper.txt",
            "owner.secret.asc",
            "prove.secret.asc",
            "recipient.paper.txt",
            "recipient.secret.asc");

    @TempDir
    private Path folder;

    private Program.Run init(Program program, String... more) {
        String[] all = Stream.concat(
                        Stream.of("init", "--store=" + folder.resolve("store"), "--source=shop"), Stream.of(more))
                .toArray(String[]::new);
        return program.run(all);
    }

    private Program.Run init(String... more) {
        return init(lifeboat().with("LIFEBOAT_PASSPHRASE", Shop.PASSPHRASE), more);
    }

    private String keys(String name) {
        return "--keys=" + folder.resolve(name);
    }

    private String file(String name) throws IOException {
        return Files.readString(folder.resolve("keys").resolve(name));
    }

    @Test
    void secretsAreForTheirOwnerAlone() throws IOException {
        Shop shop = Shop.in(folder);

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(shop.keys())))
                .isEqualTo("rwx------");
        try (Stream<Path> files = Files.list(shop.keys())) {
            assertThat(files.filter(InitCommandTest::isPrivate)
                            .map(file -> file.getFileName().toString())
                            .sorted())
                    .isEqualTo(SECRETS);
        }
    }

    private static boolean isPrivate(Path file) {
        try {
            return PosixFilePermissions.toString(Files.getPosixFilePermissions(file))
                    .equals("rw-------");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void withoutAPassphraseItMakesNoStore() {
        Path store = folder.resolve("not there yet");
        Program.Run run = lifeboat().run("init", "--store=" + store, "--source=shop", keys("keys"));

        assertThat(run.exitCode()).isEqualTo(4);
        assertThat(store).doesNotExist();
        assertThat(folder.resolve("keys")).doesNotExist();
    }

    @Test
    void aStoreThatWasNotThereIsSaidToBeNew() throws IOException {
        assertThat(init(keys("keys")).out()).contains("a folder that was not there and was made\n");
        Path there = Files.createDirectory(folder.resolve("mounted"));
        Program.Run other = lifeboat()
                .with("LIFEBOAT_PASSPHRASE", Shop.PASSPHRASE)
                .run("init", "--store=" + there, "--source=shop", keys("others"));
        assertThat(other.out()).contains("  store    %s\n".formatted(there));
    }

    @Test
    void whatItPrintsHoldsNoKeyAndNoPassphrase() {
        Program.Run text = init(keys("keys"));
        Program.Run json = lifeboat()
                .with("LIFEBOAT_PASSPHRASE", Shop.PASSPHRASE)
                .run("init", "--store=" + folder.resolve("other"), "--source=shop", keys("others"), "--output=json");

        assertThat(text.out() + json.out()).doesNotContain("BEGIN PGP", Shop.PASSPHRASE);
        assertThat(text.out())
                .startsWith("Source shop is made.\n")
                .contains("owner.secret.asc      OFFLINE: says whose word counts\n")
                .contains("recipient.paper.txt   OFFLINE: opens every backup\n")
                .endsWith("    lifeboat backup --config %s --database postgresql://USER@HOST/DATABASE\n"
                        .formatted(folder.resolve("keys/lifeboat.conf")));
        assertThat(json.out()).contains("\"name\" : \"owner.secret.asc\"", "\"offline\" : true");
    }

    @Test
    void theConfigurationThatItWritesIsAllThatOtherCommandsNeed() throws IOException {
        Shop shop = Shop.in(folder);

        assertThat(shop.run("list").out()).isEqualTo("There is no backup yet.\n");
        assertThat(file("lifeboat.conf"))
                .contains(
                        "store = " + shop.store(),
                        "source = shop",
                        "backup.signing-key = " + shop.secret("backup"),
                        "run.signing-key = " + shop.secret("backup"));
    }

    @Test
    void theFingerprintIsTheOneThatGpgShows() throws IOException {
        Program.Run run = init(keys("keys"));
        String gpg = dev.lifeboat.testing.Program.required("gpg", "--batch", "--show-keys", "--with-colons")
                .with(folder.resolve("keys/owner.public.asc").toString())
                .env("GNUPGHOME", Files.createDirectory(folder.resolve("gnupg")).toString())
                .succeed()
                .text();
        String fingerprint = gpg.lines()
                .filter(line -> line.startsWith("fpr:"))
                .findFirst()
                .orElseThrow()
                .split(":", -1)[9];

        assertThat(file("lifeboat.conf")).contains("owner = " + fingerprint);
        assertThat(run.out().replace(" ", "")).contains("owner" + fingerprint);
    }

    @Test
    void thePassphraseIsAskedForTwiceAndLocksBothKeys() {
        assertThat(init(lifeboat().answering("open sesame", "open sesame"), keys("keys"))
                        .exitCode())
                .isZero();
        String check = lifeboat()
                .answering("wrong", "open sesame")
                .run(
                        "keys",
                        "retire",
                        "0".repeat(40),
                        "--config=" + folder.resolve("keys/lifeboat.conf"),
                        "--owner-key=" + folder.resolve("keys/owner.secret.asc"))
                .err();
        assertThat(check).contains("no key 0000000000000000000000000000000000000000 is in use");
    }

    @Test
    void twoPassphrasesThatDifferMakeNothing() {
        assertFails(init(lifeboat().answering("one", "two"), keys("keys")), 2, """
                error [LB-601]: the two passphrases differ: nothing was made
                    hint: repeat the command
                """);
        assertThat(folder.resolve("keys")).doesNotExist();
    }

    @Test
    void noKeyIsEverOverwritten() throws IOException {
        Shop.in(folder);
        String before = file("owner.secret.asc");
        Program.Run run = lifeboat()
                .with("LIFEBOAT_PASSPHRASE", Shop.PASSPHRASE)
                .run("init", "--store=" + folder.resolve("store"), "--source=other", keys("keys"));

        assertFails(run, 5, """
                error [LB-604]: file %s/keys/lifeboat.conf exists already, and no file of keys is overwritten: nothing was made
                    hint: name another
                """.formatted(folder));
        assertThat(file("owner.secret.asc")).isEqualTo(before);
    }

    @Test
    void aSourceThatExistsIsLeftAsItIs() {
        Shop.in(folder);

        assertFails(init(keys("again")), 5, """
                error [LB-123]: source shop exists in %s already: nothing was written
                    hint: choose another name, or another store
                """.formatted(folder.resolve("store")));
        assertThat(folder.resolve("again")).doesNotExist();
    }

    @Test
    void keysDoNotGoBesideTheBackups() {
        assertFails(init(keys("store/keys")), 2, """
                error [LB-601]: folder %s/store/keys is inside the store: keys beside the backups open them for whoever takes both, so nothing was made
                    hint: name a folder elsewhere with --keys
                """.formatted(folder));
    }

    @Test
    void keysDoNotGoThereThroughALinkEither() throws IOException {
        Path store = Files.createDirectory(folder.resolve("store"));
        Path link = Files.createSymbolicLink(folder.resolve("link"), store);
        Program.Run run = init("--keys=" + link);
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).startsWith("error [LB-601]: folder " + link + " is inside the store");
        assertThat(store).isEmptyDirectory();
    }

    @Test
    void whatToTypeNextIsQuotedWhereItMustBe() {
        assertThat(init(keys("my keys")).out())
                .endsWith(
                        "Next:\n    lifeboat backup --config '%s/my keys/lifeboat.conf' --database postgresql://USER@HOST/DATABASE\n"
                                .formatted(folder));
    }

    @Test
    void aFolderThatCannotBeMadeIsAnErrorBeforeThereIsAnyKey() {
        assertFails(
                init("--keys=" + folder.resolve("no/such")), 5, """
                error [LB-604]: folder %s/no/such cannot be made: there is no such file or folder: nothing was made
                    hint: name a folder that user %s can write to
                """.formatted(folder, System.getProperty("user.name")));
    }

    @Test
    void keysThatExistCanBeBrought() throws IOException {
        Instant made = Instant.now().truncatedTo(ChronoUnit.SECONDS).minusSeconds(60);
        Files.writeString(
                folder.resolve("my.secret.asc"),
                new KeyGeneration("me", made).signing("mine".toCharArray()).secret());
        Files.writeString(
                folder.resolve("my.reader.asc"),
                new KeyGeneration("me", made)
                        .recipient("mine".toCharArray())
                        .certificate()
                        .armored());
        Program.Run run = init(
                lifeboat().answering("mine"),
                keys("keys"),
                "--owner-key=" + folder.resolve("my.secret.asc"),
                "--recipient-certificate=" + folder.resolve("my.reader.asc"));

        assertThat(run.err()).isEmpty();
        assertThat(folder.resolve("keys/owner.secret.asc")).doesNotExist();
        assertThat(folder.resolve("keys/recipient.secret.asc")).doesNotExist();
        assertThat(new Shop(folder).run("keys", "show").out()).contains("rows", "  me  ");
    }

    @Test
    void otherRolesGetKeysIfAskedFor() {
        assertThat(init(keys("keys"), "--with-role=operator", "--with-role=retain")
                        .exitCode())
                .isZero();
        assertThat(new Shop(folder).run("keys", "show").out())
                .contains("\nbackup    ", "\nprove     ", "\noperator  ", "\nretain    ")
                .doesNotContain("\ncopy");
    }
}
