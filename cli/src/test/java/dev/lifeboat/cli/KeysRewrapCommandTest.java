package dev.lifeboat.cli;

import static dev.lifeboat.cli.Errors.assertFails;
import static dev.lifeboat.cli.Program.lifeboat;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeboat.crypto.GeneratedKey;
import dev.lifeboat.crypto.KeyGeneration;
import dev.lifeboat.store.DirectoryStore;
import dev.lifeboat.trust.Role;
import dev.lifeboat.verify.FilesOnDisk;
import dev.lifeboat.verify.MadeUpShop;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A colleague is to open what was backed up before they came. */
class KeysRewrapCommandTest {
    private static final char[] NONE = {};
    private static final Instant MADE = Instant.parse("2026-11-01T00:00:00Z");
    private static final GeneratedKey ADA = new KeyGeneration("ada", MADE).recipient(NONE);

    @TempDir
    private Path folder;

    private FilesOnDisk files;
    private MadeUpShop shop;
    private Path recipient;
    private Path colleague;
    private Path operator;

    @BeforeEach
    void makeBackups() throws IOException {
        Path store = folder.resolve("store");
        files = new FilesOnDisk(store);
        shop = new MadeUpShop(DirectoryStore.initialize(store));
        shop.backup(MadeUpShop.MONDAY);
        shop.trust(change -> change.addRecipient(ADA.certificate()));
        shop.backup(MadeUpShop.TUESDAY);
        recipient = file("recipient", MadeUpShop.recipientKeyFile());
        colleague = file("ada", ADA.secret());
        operator = file("operator", shop.keyFile("operator"));
    }

    private Path file(String name, String content) throws IOException {
        return Files.writeString(folder.resolve(name + ".secret.asc"), content);
    }

    private Program.Run run(String command, Object... options) {
        List<String> arguments = new ArrayList<>(List.of(command.split(" ")));
        arguments.addAll(List.of(
                "--quiet",
                "--store=" + files.root(),
                "--source=shop",
                "--owner=" + shop.pin().owner()));
        for (Object option : options) {
            arguments.add(option.toString());
        }
        return lifeboat().run(arguments.toArray(String[]::new));
    }

    private Program.Run rewrap(Object... options) {
        return run("keys rewrap", options);
    }

    private Program.Run rewrapAll() {
        return rewrap("--all", "--key", recipient, "--signing-key", operator);
    }

    private List<Path> records() throws IOException {
        Path records = files.root().resolve("shop/records");
        if (Files.notExists(records)) {
            return List.of();
        }
        try (Stream<Path> found = Files.walk(records)) {
            return found.filter(Files::isRegularFile).toList();
        }
    }

    private static String ada() {
        return ADA.certificate().fingerprint().toString();
    }

    @Test
    void colleagueOpensOlderBackupsAfterwards() {
        assertThat(run("keys check 20261123", "--key", colleague).err())
                .startsWith("error [LB-207]: index secret of backup 20261123T020000Z-full is encrypted to key ")
                .endsWith("; for a recipient who was added later, somebody who can open it runs: lifeboat keys rewrap"
                        + " 20261123T020000Z-full\n");
        Program.Run rewrapped = rewrapAll();
        assertThat(rewrapped.err()).isEmpty();
        assertThat(rewrapped.exitCode()).isZero();
        assertThat(rewrapped.out()).isEqualTo("""
                backup                 what became of it
                20261123T020000Z-full  rewrapped for %s
                20261124T020000Z-full  every present recipient can open it already
                Rewrapped: 1 of 2 backups.
                """.formatted(ada()));

        assertThat(run("keys check 20261123", "--key", colleague).out())
                .isEqualTo("The key opens backup 20261123T020000Z-full: its rows, and its index of 4 tables.\n");
        assertThat(run("verify 20261123", "--key", colleague).out())
                .endsWith("Every row is there and is what was backed up.\n");
        assertThat(run("export 20261123 --table=shop.customers", "--key", colleague)
                        .out())
                .isEqualTo("1\tada\n2\tgrace\n3\tedsger\n");
        assertThat(run("show 20261123", "--key", colleague).out()).contains("\nshop.customers  ");
    }

    @Test
    void backupThatIsNamedIsRewrappedOnce() throws IOException {
        Program.Run run = rewrap("20261123", "20261123T02", "--key", recipient, "--signing-key", operator);

        assertThat(run.out()).isEqualTo("""
                backup                 what became of it
                20261123T020000Z-full  rewrapped for %s
                Rewrapped: 1 of 1 backup.
                """.formatted(ada()));
        assertThat(records()).hasSize(1);
    }

    @Test
    void whereAllCanBeOpenedNothingIsWritten() throws IOException {
        rewrapAll();

        assertThat(rewrapAll().out()).isEqualTo("""
                backup                 what became of it
                20261123T020000Z-full  every present recipient can open it already
                20261124T020000Z-full  every present recipient can open it already
                Nothing was written.
                """);
        assertThat(records()).hasSize(1);
    }

    @Test
    void dryRunNeedsNoKeyAndWritesNothing() throws IOException {
        Program.Run run = rewrap("--all", "--dry-run");

        assertThat(run.err()).isEmpty();
        assertThat(run.out()).isEqualTo("""
                backup                 what became of it
                20261123T020000Z-full  would be rewrapped for %s
                20261124T020000Z-full  every present recipient can open it already
                Nothing was written.
                """.formatted(ada()));
        assertThat(records()).isEmpty();
    }

    @Test
    void jsonNamesKeysAndRecord() throws IOException {
        Program.Run run = rewrap("--all", "--output=json", "--key", recipient, "--signing-key", operator);

        String record = files.root().relativize(records().getFirst()).toString();
        assertThat(run.out())
                .contains(
                        "\"command\" : \"keys rewrap\"",
                        "\"dryRun\" : false",
                        "\"outcome\" : \"rewrapped\"",
                        "\"key\" : \"%s\"".formatted(ada()),
                        "\"subkey\" : \"%s\""
                                .formatted(ADA.certificate()
                                        .encryptionKeys(Instant.now())
                                        .getFirst()),
                        "\"record\" : \"%s\"".formatted(record),
                        "\"outcome\" : \"open\"",
                        "\"warnings\" : [ ]");
    }

    @Test
    void showNamesReadersThatCameByRewrap() {
        String reader = "%s (%s)"
                .formatted(ADA.certificate().fingerprint(), ADA.certificate().userId());
        assertThat(run("show 20261123").out()).doesNotContain("by rewrap", reader);
        rewrapAll();

        assertThat(run("show 20261123").out()).contains("\n  by rewrap   " + reader + "\n");
        assertThat(run("show 20261123 --output=json").out())
                .contains("\"rewraps\" : [", "\"record\" : \"shop/records/20261123T020000Z-full/rewrap-");
        assertThat(run("show 20261124").out()).doesNotContain("by rewrap");
    }

    @Test
    void showWarnsOfARecordThatDoesNotCount() throws IOException {
        rewrapAll();
        Path record = records().getFirst();
        Files.writeString(
                record, Files.readString(record).replace("\"writer\" : \"lifeboat", "\"writer\" : \"lifebelt"));
        Program.Run run = run("show 20261123");

        assertThat(run.exitCode()).isZero();
        assertThat(run.out()).doesNotContain("by rewrap");
        assertThat(run.err())
                .startsWith(
                        "warning: a rewrap record does not count: document shop/records/20261123T020000Z-full/rewrap-");
    }

    @Test
    void keyThatDoesNotOpenIsAFailureAndKeepsNoOtherBackup() {
        shop.trust(change -> change.addRecipient(
                new KeyGeneration("grace", MADE).recipient(NONE).certificate()));
        Program.Run run = rewrap("--all", "--key", colleague, "--signing-key", operator);

        assertThat(run.exitCode()).isEqualTo(4);
        assertThat(run.out())
                .contains("\n20261123T020000Z-full  NOT rewrapped: data secret of backup 20261123T020000Z-full is ")
                .contains("\n20261124T020000Z-full  rewrapped for ")
                .endsWith("Rewrapped: 1 of 2 backups.\n");
        assertThat(run.err())
                .startsWith("error [LB-207]: data secret of backup 20261123T020000Z-full is encrypted to ");
    }

    @Test
    void manifestThatMustNotBeBelievedIsAFailure() {
        files.flip(shop.manifest(MadeUpShop.TUESDAY));
        Program.Run run = rewrapAll();

        assertThat(run.exitCode()).isEqualTo(3);
        assertThat(run.out())
                .contains("\n20261123T020000Z-full  rewrapped for ", "\n20261124T020000Z-full  NOT rewrapped: ");
    }

    @Test
    void recipientWhoExpiresSoonIsWarnedOf() {
        Instant made = Instant.now().truncatedTo(ChronoUnit.SECONDS).minusSeconds(60);
        GeneratedKey passing = new KeyGeneration("passing", made, Optional.of(Duration.ofDays(30))).recipient(NONE);
        shop.trust(change -> change.addRecipient(passing.certificate()));

        assertThat(rewrapAll().err())
                .isEqualTo(
                        "warning: recipient key %s expires on %s, and no backup can be made after that; extend it, and"
                                        .formatted(
                                                passing.certificate()
                                                        .encryptionKeys(Instant.now())
                                                        .getFirst(),
                                                made.plus(Duration.ofDays(30)))
                                + " publish it with: lifeboat keys add-recipient\n");
    }

    @Test
    void backupsAreNamedOrAllOfThemMeant() {
        String error = """
                error [LB-601]: 'lifeboat keys rewrap' needs either backups or --all: nothing was done
                    hint: name backups as lifeboat list does, or give --all
                """;
        assertFails(rewrap("--dry-run"), 2, error);
        assertFails(rewrap("latest", "--all", "--dry-run"), 2, error);
    }

    @Test
    void bothKeysAreNeeded() {
        assertFails(rewrap("--all"), 4, """
                error [LB-206]: no private key is given, and only a recipient's opens a backup: nothing was done
                    hint: give --key FILE or set LIFEBOAT_KEY: recipient.secret.asc, which init made and which lies offline
                """);
        assertFails(rewrap("--all", "--key", recipient), 4, """
                error [LB-206]: a rewrap counts only if an operator signs it, and no signing key is given: nothing was done
                    hint: give --signing-key FILE: operator.secret.asc, which init --with-role operator makes, or lifeboat \
                keys add --role operator
                """);
    }

    @Test
    void signingKeyOfAnotherRoleIsRefused() throws IOException {
        Path backup = file("backup", shop.keyFile("backup"));
        assertFails(rewrap("--all", "--key", recipient, "--signing-key", backup), 4, """
                error [LB-207]: signing key %s (%s, which signs as backup) may not sign as operator now: nobody would believe \
                what it signs, so nothing was done
                    hint: see which key may with: lifeboat keys show
                """.formatted(
                        shop.signer(Role.BACKUP).fingerprint(),
                        shop.signer(Role.BACKUP).certificate().userId()));
        assertThat(records()).isEmpty();
    }
}
