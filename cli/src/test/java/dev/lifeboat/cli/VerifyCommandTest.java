package dev.lifeboat.cli;

import static dev.lifeboat.cli.Program.lifeboat;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeboat.backup.Manifest;
import dev.lifeboat.record.ProofRecord;
import dev.lifeboat.record.ProofRecords;
import dev.lifeboat.store.DirectoryStore;
import dev.lifeboat.store.ObjectKey;
import dev.lifeboat.trust.ListedDocument;
import dev.lifeboat.trust.SignedDocument;
import dev.lifeboat.verify.FilesOnDisk;
import dev.lifeboat.verify.MadeUpShop;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VerifyCommandTest {
    @TempDir
    private Path folder;

    private FilesOnDisk files;
    private MadeUpShop shop;
    private SignedDocument<Manifest> backup;
    private Path recipient;

    @BeforeEach
    void makeBackup() throws IOException {
        Path store = folder.resolve("store");
        files = new FilesOnDisk(store);
        shop = new MadeUpShop(DirectoryStore.initialize(store));
        backup = shop.backup(MadeUpShop.MONDAY);
        recipient = Files.writeString(folder.resolve("recipient.secret.asc"), MadeUpShop.recipientKeyFile());
    }

    private Path keyFile(String name) throws IOException {
        return Files.writeString(folder.resolve(name + ".secret.asc"), shop.keyFile(name));
    }

    private Program.Run verify(Object... options) {
        List<String> arguments = new ArrayList<>(List.of(
                "verify",
                "latest",
                "--quiet",
                "--store=" + files.root(),
                "--source=shop",
                "--owner=" + shop.pin().owner()));
        for (Object option : options) {
            arguments.add(option.toString());
        }
        return lifeboat().run(arguments.toArray(String[]::new));
    }

    private static String withoutTimes(String text) {
        return text.replaceAll("[0-9.]+ (B|KiB) in [0-9.]+ s", "1 KiB in 1 s");
    }

    @Test
    void withAKeyEveryRowIsVerified() {
        Program.Run run = verify("--key", recipient);

        assertThat(run.err()).isEmpty();
        assertThat(run.exitCode()).isZero();
        assertThat(withoutTimes(run.out())).isEqualTo("""
                Backup 20261123T020000Z-full
                  depth    content
                  objects  5 of 5
                  read     1 KiB in 1 s
                  tables   4 of 4
                  rows     9 of 9
                  of       database shop
                Every row is there and is what was backed up.
                """);
    }

    @Test
    void withoutAKeyEveryByteIsVerified() {
        Program.Run run = verify();

        assertThat(run.exitCode()).isZero();
        assertThat(withoutTimes(run.out())).isEqualTo("""
                Backup 20261123T020000Z-full
                  depth    checksums
                  objects  5 of 5
                  read     1 KiB in 1 s
                Every stored byte is as it was stored.
                """);
    }

    @Test
    void damageIsShownAndIsAFailureOfIntegrity() {
        ObjectKey object = shop.data(backup.content(), 1);
        files.lose(object);
        Program.Run run = verify("--depth", "presence", "--key", recipient);

        String sentence =
                "object %s is missing: the rows of table \"shop\".\"orders\" cannot be restored".formatted(object);
        assertThat(run.exitCode()).isEqualTo(3);
        assertThat(run.out()).endsWith(sentence + "\nIt is DAMAGED.\n");
        assertThat(run.err()).isEqualTo("""
                error [LB-103]: backup 20261123T020000Z-full has one damage: %s
                    hint: bring the named objects back from another copy of this store, or use another backup
                """.formatted(sentence));
    }

    @Test
    void jsonNamesKindObjectAndTables() {
        ObjectKey object = shop.data(backup.content(), 3);
        files.cut(object, 10);
        Program.Run run = verify("--output=json", "--key", recipient);

        assertThat(run.exitCode()).isEqualTo(3);
        assertThat(run.out())
                .contains("\"command\" : \"verify\"", "\"depth\" : \"content\"", "\"sound\" : false", "\"damages\" : 1")
                .contains("\"kind\" : \"size\"", "\"object\" : \"" + object + "\"")
                .contains("\"name\" : \"countries\"", "\"name\" : \"customers\"")
                .contains("\"record\" : null", "\"code\" : \"LB-102\"", "\"category\" : \"integrity\"");
    }

    @Test
    void outcomeIsRecordedWhenAskedFor() throws IOException {
        Program.Run run = verify("--key", recipient, "--record", "--signing-key", keyFile("prove"));

        assertThat(run.err()).isEmpty();
        assertThat(run.exitCode()).isZero();
        ListedDocument<ProofRecord> listed = new ProofRecords(shop.catalog(), Clock.systemUTC())
                .of(MadeUpShop.MONDAY)
                .getFirst();
        assertThat(run.out()).endsWith("Recorded as %s.\n".formatted(listed.key()));
        assertThat(((ListedDocument.Standing<ProofRecord>) listed)
                        .document()
                        .content()
                        .proves(backup))
                .isTrue();
    }

    @Test
    void damageIsRecordedToo() throws IOException {
        files.flip(shop.data(backup.content(), 1));
        Program.Run run = verify("--record", "--signing-key", keyFile("prove"));

        assertThat(run.exitCode()).isEqualTo(3);
        assertThat(run.out()).contains("It is DAMAGED.\nRecorded as shop/records/20261123T020000Z-full/verification-");
    }

    @Test
    void recordNeedsAKeyOfTheRoleProve() throws IOException {
        Program.Run without = verify("--record");
        assertThat(without.exitCode()).isEqualTo(4);
        assertThat(without.err()).isEqualTo("""
                error [LB-206]: --record signs the outcome, and no signing key is given: nothing was done
                    hint: give --signing-key FILE: prove.secret.asc, which init made
                """);

        Program.Run wrong = verify("--record", "--signing-key", keyFile("backup"));
        assertThat(wrong.exitCode()).isEqualTo(4);
        assertThat(wrong.out()).isEmpty();
        assertThat(wrong.err())
                .contains(
                        ", which signs as backup) may not sign as prove now: nobody would believe what it signs, so nothing was done");
    }

    @Test
    void outcomeThatCannotBeRecordedIsShownAndIsAFailure() throws IOException {
        files.put(new ObjectKey("shop/records"), new byte[0]);
        Program.Run run = verify("--record", "--signing-key", keyFile("prove"));

        assertThat(run.exitCode()).isNotZero();
        assertThat(run.out()).contains("Every stored byte is as it was stored.\nNOT recorded: ");
        assertThat(run.err()).startsWith("error [LB-");
    }

    @Test
    void contentWithoutAKeyIsRefused() {
        Program.Run run = verify("--depth=content");

        assertThat(run.exitCode()).isEqualTo(4);
        assertThat(run.err()).isEqualTo("""
                error [LB-206]: no private key was given, and only a recipient's shows the content of backup \
                20261123T020000Z-full: it was not verified
                    hint: give a recipient's private key with --key, or verify no deeper than --depth checksums
                """);
    }

    @Test
    void unknownDepthIsRefused() {
        Program.Run run = verify("--depth=deep");

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("--depth");
    }
}
