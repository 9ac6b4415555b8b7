package dev.lifeboat.cli;

import static dev.lifeboat.cli.Errors.assertFails;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeboat.crypto.Certificate;
import dev.lifeboat.crypto.KeyGeneration;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeysCommandTest {
    @TempDir
    private Path folder;

    private Shop shop = new Shop(Path.of(""));

    @BeforeEach
    void makeSource() {
        shop = Shop.in(folder);
    }

    private String owner() {
        return "--owner-key=" + shop.secret("owner");
    }

    private String fingerprint(String name) throws IOException {
        return Certificate.parse(Files.readString(shop.keys().resolve(name + ".public.asc")), name)
                .fingerprint()
                .toString();
    }

    @Test
    void showNamesEverybodyWhoIsTrusted() throws IOException {
        Program.Run run = shop.run("keys", "show");

        assertThat(run.exitCode()).isZero();
        assertThat(run.out())
                .startsWith("Source shop\n  trust file  version 1 of ")
                .contains("backup    " + fingerprint("backup") + "  Lifeboat shop backup  ")
                .contains("prove     " + fingerprint("prove") + "  Lifeboat shop prove   ")
                .contains("rows     " + fingerprint("recipient") + "  Lifeboat shop recipient  never    good\n")
                .contains("indexes  " + fingerprint("catalog") + "  Lifeboat shop catalog    never    good\n");
    }

    @Test
    void aNewKeyIsNotSavedInTheStoreWhateverLinkLeadsThere() throws IOException {
        Path link = Files.createSymbolicLink(folder.resolve("link"), shop.store());
        for (Path keys : List.of(shop.store().resolve("k"), link.resolve("k"))) {
            assertFails(shop.run("keys", "add", "--role=operator", "--keys=" + keys, owner()), 2, """
                    error [LB-601]: folder %s is inside the store: keys beside the backups open them for whoever takes both, so nothing was made
                        hint: name a folder elsewhere with --keys
                    """.formatted(keys));
        }
        assertThat(shop.store().resolve("k")).doesNotExist();
    }

    @Test
    void aNewKeyIsSavedAndTrustedForItsRole() {
        Program.Run run = shop.run("keys", "add", "--role=operator", "--keys=" + folder.resolve("more"), owner());

        assertThat(run.err()).isEmpty();
        assertThat(run.out()).contains("signs for the role operator.\n", "version 2 of ", "\noperator  ");
        assertThat(folder.resolve("more/operator.secret.asc")).isRegularFile();
        assertThat(shop.run("keys", "show").out()).contains("version 2 of ");
    }

    @Test
    void everyChangeSaysWhichVersionToPin() throws IOException {
        String pin = "\nTo have an older trust file refused, write into every lifeboat.conf: trust-version = %d\n";

        assertThat(shop.run("keys", "add", "--role=operator", "--keys=" + folder.resolve("more"), owner())
                        .out())
                .endsWith(pin.formatted(2));
        assertThat(shop.run(
                                "keys",
                                "add-recipient",
                                "--certificate=" + shop.keys().resolve("recipient.public.asc"),
                                owner())
                        .out())
                .contains(pin.formatted(3));
        assertThat(shop.run("keys", "retire", fingerprint("prove"), owner()).out())
                .endsWith(pin.formatted(4));
    }

    @Test
    void theLastKeyThatSignsBackupsIsNotRetiredInSilence() throws IOException {
        Program.Run run = shop.run("keys", "retire", fingerprint("backup"), owner());

        assertThat(run.exitCode()).isZero();
        assertThat(run.err()).isEqualTo("""
                warning: no key signs for the role backup any more, so the next backup will fail; add one with: lifeboat keys add --role backup
                """);
        Program.Run show = shop.run("keys", "show");
        assertThat(show.exitCode()).isEqualTo(4);
        assertThat(show.out()).startsWith("Source shop\n");
        assertThat(show.err()).isEqualTo("""
                error [LB-206]: no key may sign as backup or operator now: no backup can be made
                    hint: let the owner add one, with: lifeboat keys add --role backup
                """);
    }

    @Test
    void aKeyThatExistsIsTrustedByItsCertificate() throws IOException {
        Path certificate = folder.resolve("colleague.asc");
        Files.writeString(
                certificate,
                new KeyGeneration("colleague", recently())
                        .signing(new char[0])
                        .certificate()
                        .armored());

        assertThat(shop.run("keys", "add", "--role=prove", "--certificate=" + certificate, owner())
                        .out())
                .contains("  colleague  ");
    }

    @Test
    void aKeyIsEitherNewOrBrought() {
        assertFails(shop.run("keys", "add", "--role=prove", owner()), 2, """
                error [LB-601]: 'lifeboat keys add' needs one of --keys and --certificate: nothing was done
                    hint: give --keys DIR for a new key, or --certificate FILE for one that exists
                """);
    }

    @Test
    void aRetiredKeyHasAnEnd() throws IOException {
        Program.Run run = shop.run("keys", "retire", fingerprint("prove"), owner());

        assertThat(run.out()).startsWith("Key " + fingerprint("prove") + " is retired.\n");
        assertThat(run.out().lines().filter(line -> line.startsWith("prove")))
                .singleElement()
                .asString()
                .doesNotContain("further notice");
        assertFails(shop.run("keys", "retire", fingerprint("prove"), owner()), 2, """
                error [LB-601]: no key %s is in use: nothing was changed
                    hint: see all keys with: lifeboat keys show
                """.formatted(fingerprint("prove")));
    }

    @Test
    void onlyTheOwnerChangesTrust() throws IOException {
        assertFails(
                shop.run("keys", "retire", fingerprint("prove"), "--owner-key=" + shop.secret("backup")),
                4,
                """
                error [LB-207]: trust file of source shop is owned by key %s, the private key given is that of %s: it was not signed
                    hint: give the owner's private key
                """.formatted(fingerprint("owner"), fingerprint("backup")));
    }

    @Test
    void aRecipientThatExpiresIsShownAndFails() throws IOException, InterruptedException {
        Path certificate = folder.resolve("soon.asc");
        Instant made = recently();
        Files.writeString(
                certificate,
                new KeyGeneration("soon", made, Optional.of(Duration.ofSeconds(63)))
                        .recipient(new char[0])
                        .certificate()
                        .armored());
        assertThat(shop.run("keys", "add-recipient", "--certificate=" + certificate, owner())
                        .err())
                .isEmpty();
        Instant end = made.plusSeconds(63);
        Thread.sleep(Duration.between(Instant.now(), end).plusMillis(1));
        Program.Run run = shop.run("keys", "show");

        assertThat(run.exitCode()).isEqualTo(4);
        assertThat(run.out()).contains("UNUSABLE: it expired on " + end);
        assertThat(run.err()).startsWith("error [LB-205]: recipient key ").contains("expired on " + end);
    }

    @Test
    void aKeyComesBackFromPaper() throws IOException {
        Path paper = shop.keys().resolve("recipient.paper.txt");
        Path back = folder.resolve("back.asc");

        assertThat(shop.run("keys", "paper", shop.secret("recipient").toString())
                        .out())
                .isEqualTo(Files.readString(paper));
        assertThat(shop.run("keys", "unpaper", paper.toString(), "--to=" + back).out())
                .isEqualTo("Key %s is in %s.\n".formatted(fingerprint("recipient"), back));
        assertThat(back).hasSameTextualContentAs(shop.secret("recipient"));
        assertFails(shop.run("keys", "unpaper", paper.toString(), "--to=" + back), 5, """
                error [LB-604]: file %s exists already, and no file of keys is overwritten: nothing was made
                    hint: name another
                """.formatted(back));
    }

    @Test
    void aMistypedLineOfPaperIsNamed() throws IOException {
        Path typed = folder.resolve("typed.txt");
        Files.writeString(
                typed, Files.readString(shop.keys().resolve("owner.paper.txt")).replace("BEGIN", "BEG1N"));

        assertFails(
                shop.run("keys", "unpaper", typed.toString(), "--to=" + folder.resolve("owner.asc")), 4, """
                error [LB-209]: paper key %s is missing or mistyped in line 1: no key was read
                    hint: compare with the paper; 0 and O, 1, l and I look alike, and every line has its number
                """.formatted(
                                typed));
    }

    @Test
    void whatIsNoPrivateKeyIsNotPrinted() {
        Path certificate = shop.keys().resolve("owner.public.asc");

        assertFails(shop.run("keys", "paper", certificate.toString()), 4, """
                error [LB-209]: private key file %s cannot be read (it holds no OpenPGP secret key): its key cannot be used
                    hint: export the private key again: gpg --armor --export-secret-keys <fingerprint>
                """.formatted(certificate));
    }

    @Test
    void keysAloneShowsItsCommands() {
        Program.Run run = shop.run("keys");

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).startsWith("Usage: lifeboat keys").contains("add-recipient", "unpaper");
        assertThat(shop.run("help", "keys", "check").out()).startsWith("Usage: lifeboat keys check");
    }

    private static Instant recently() {
        return Instant.now().truncatedTo(ChronoUnit.SECONDS).minusSeconds(60);
    }
}
