package dev.lifeboat.cli;

import static dev.lifeboat.cli.Program.lifeboat;
import static dev.lifeboat.verify.MadeUpShop.MONDAY;
import static dev.lifeboat.verify.MadeUpShop.TUESDAY;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeboat.backup.BackupId;
import dev.lifeboat.backup.BackupKind;
import dev.lifeboat.backup.Manifest;
import dev.lifeboat.backup.ObjectsList;
import dev.lifeboat.backup.StoredObject;
import dev.lifeboat.cli.present.Sizes;
import dev.lifeboat.store.DirectoryStore;
import dev.lifeboat.store.StoreActions;
import dev.lifeboat.testing.aws.TestAws;
import dev.lifeboat.trust.SignedDocument;
import dev.lifeboat.verify.FilesOnDisk;
import dev.lifeboat.verify.MadeUpShop;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Copying from the command line, as cron does it. */
final class CopyCommandTest {
    private static final String BOTH_ARE_THERE = """
            backup                 what became of it
            20261123T020000Z-full  there already
            20261124T020000Z-full  there already
            Nothing was copied.
            """;

    private static final BackupId WEDNESDAY = new BackupId(Instant.parse("2026-11-25T02:00:00Z"), BackupKind.FULL);

    @TempDir
    private Path folder;

    private FilesOnDisk files;
    private MadeUpShop shop;
    private Path nas;
    private Path key;

    @BeforeEach
    void makeBackups() throws IOException {
        Path store = folder.resolve("store");
        files = new FilesOnDisk(store);
        shop = new MadeUpShop(DirectoryStore.initialize(store));
        shop.backup(MONDAY);
        shop.backup(TUESDAY);
        nas = folder.resolve("nas");
        key = Files.writeString(folder.resolve("copy.secret.asc"), shop.keyFile("copy"));
    }

    private Program.Run run(String command, String... options) {
        List<String> arguments = new ArrayList<>(List.of(command.split(" ")));
        arguments.addAll(
                List.of("--quiet", "--source=shop", "--owner=" + shop.pin().owner()));
        arguments.addAll(List.of(options));
        return lifeboat().run(arguments.toArray(String[]::new));
    }

    private Program.Run copy(String... options) {
        List<String> arguments =
                new ArrayList<>(List.of("--from=" + files.root(), "--to=" + nas, "--signing-key=" + key));
        arguments.addAll(List.of(options));
        return run("copy", arguments.toArray(String[]::new));
    }

    private Program.Run copyFirst() {
        return copy("--create");
    }

    private String size(SignedDocument<Manifest> backup) {
        Manifest manifest = backup.content();
        long bytes = manifest.totals().storedBytes()
                + manifest.objects().bytes()
                + manifest.index().bytes();
        return Sizes.bytes(bytes);
    }

    @Test
    void everyBackupIsCopiedOnce() {
        Program.Run first = copyFirst();
        assertThat(first)
                .isEqualTo(new Program.Run(
                        0,
                        """
                backup                 what became of it
                20261123T020000Z-full  copied: 7 objects, %s
                20261124T020000Z-full  copied: 7 objects, %s
                Copied: 2 of 2 backups, to %s.
                """.formatted(
                                        size(shop.catalog().read(MONDAY)),
                                        size(shop.catalog().read(TUESDAY)),
                                        nas),
                        ""));
        assertThat(copy()).isEqualTo(new Program.Run(0, BOTH_ARE_THERE, ""));
        assertThat(run("verify latest", "--store=" + nas).exitCode()).isZero();
    }

    @Test
    void dryRunWritesNothingAndNeedsNoKey() {
        copyFirst();
        SignedDocument<Manifest> next = shop.backup(WEDNESDAY);
        List<String> before = StoreActions.keys(DirectoryStore.open(nas), "");
        Program.Run run = run("copy", "--dry-run", "--from=" + files.root(), "--to=" + nas);
        assertThat(run).isEqualTo(new Program.Run(0, """
                backup                 what became of it
                20261123T020000Z-full  there already
                20261124T020000Z-full  there already
                20261125T020000Z-full  would be copied: 7 objects, %s
                Would be copied: 1 of 3 backups, to %s.
                """.formatted(size(next), nas), ""));
        assertThat(StoreActions.keys(DirectoryStore.open(nas), "")).isEqualTo(before);
    }

    @Test
    void placeThatIsNotMountedIsNotFilled() {
        assertThat(copy()).isEqualTo(new Program.Run(6, "", """
                error [LB-101]: store %s is not there (no file .lifeboat-store): nothing is read or written
                    hint: mount the disk or share that holds it; if it is to become a store, add --create, once
                """.formatted(nas)));
        assertThat(nas).doesNotExist();
        assertThat(copy("--create", "--dry-run").exitCode()).isEqualTo(6);
        assertThat(nas).doesNotExist();
    }

    @Test
    void withoutAKeyNothingIsCopied() {
        copyFirst();
        assertThat(run("copy", "--from=" + files.root(), "--to=" + nas)).isEqualTo(new Program.Run(4, "", """
                error [LB-206]: a copy is vouched for by a signature, and no signing key is given: nothing was copied
                    hint: give --signing-key FILE: copy.secret.asc, which init --with-role copy makes, or lifeboat keys add --role copy; or --dry-run
                """));
    }

    @Test
    void damagedBackupIsNamedAndTheOtherIsCopied() throws IOException {
        StoredObject damaged = ObjectsList.read(
                        shop.store(), shop.catalog().read(MONDAY).content())
                .all()
                .iterator()
                .next();
        Path file = files.root().resolve(damaged.key().value());
        byte[] bytes = Files.readAllBytes(file);
        bytes[3] ^= 1;
        Files.write(file, bytes);
        String seen = StoreActions.checksums(bytes).sha256();

        Program.Run run = copyFirst();

        assertThat(run.exitCode()).isEqualTo(3);
        assertThat(run.out())
                .contains("20261123T020000Z-full  NOT copied: object ", "20261124T020000Z-full  copied: 7 objects, ")
                .endsWith("Copied: 1 of 2 backups, to %s.\n".formatted(nas));
        assertThat(run.err())
                .isEqualTo("""
                error [LB-102]: object %s in %s has SHA-256 %s, expected %s: it is not copied
                    hint: see what else is damaged with: lifeboat verify --store %s 20261123T020000Z-full
                """.formatted(damaged.key(), files.root(), seen, damaged.sha256(), files.root()));
    }

    @Test
    void jsonSaysWhatBecameOfEach() {
        Program.Run run = copy("--create", "--output=json");
        assertThat(run.exitCode()).isZero();
        assertThat(run.out())
                .contains(
                        "\"to\" : \"" + nas + "\"",
                        "\"trustFiles\" : 1",
                        "\"backup\" : \"20261123T020000Z-full\"",
                        "\"outcome\" : \"copied\"",
                        "\"objects\" : 7",
                        "\"dryRun\" : false");
        assertThat(copy("--output=json").out()).contains("\"outcome\" : \"there\"");
    }

    @Test
    void backupThatIsNamedIsLookedAtObjectByObject() throws IOException {
        copyFirst();
        Manifest manifest = shop.catalog().read(MONDAY).content();
        Files.delete(nas.resolve(shop.data(manifest, 1).value()));
        assertThat(copy()).isEqualTo(new Program.Run(0, BOTH_ARE_THERE, ""));
        assertThat(copy("20261123").out()).contains("copied: 1 object, ").contains("; 6 objects there already\n");
        assertThat(run("verify 20261123", "--store=" + nas).exitCode()).isZero();
    }

    @Test
    void storeIsNotCopiedToItself() {
        assertThat(run("copy", "--from=" + files.root(), "--to=" + files.root(), "--dry-run"))
                .isEqualTo(new Program.Run(2, "", """
                        error [LB-601]: --from and --to are both %s: there is nothing to copy
                            hint: give another place, such as a mounted NAS or a bucket in another region
                        """.formatted(files.root())));
    }

    @Test
    void configuredStoreIsCopiedFrom() throws IOException {
        Path config = Files.writeString(
                folder.resolve("lifeboat.conf"),
                "store = %s\nsource = shop\nowner = %s\n"
                        .formatted(files.root(), shop.pin().owner()));
        Program.Run run = lifeboat()
                .with("LIFEBOAT_CONFIG", config.toString())
                .with("LIFEBOAT_QUIET", "true")
                .run("copy", "--to=" + nas, "--create", "--signing-key=" + key);
        assertThat(run.exitCode()).as(run.err()).isZero();
    }

    @Test
    void bucketIsCopiedToAndBack() {
        TestAws aws = TestAws.shared();
        System.setProperty("aws.accessKeyId", TestAws.ACCESS_KEY);
        System.setProperty("aws.secretAccessKey", TestAws.SECRET_KEY);
        String bucket = "s3://" + aws.newVersionedBucket() + "/offsite";
        Program.Run there = run(
                "copy",
                "--from=" + files.root(),
                "--to=" + bucket,
                "--create",
                "--to-endpoint-url=" + aws.endpoint(),
                "--to-path-style",
                "--to-region=" + aws.region(),
                "--signing-key=" + key);
        assertThat(there.exitCode()).as(there.err()).isZero();
        assertThat(there.out()).endsWith("Copied: 2 of 2 backups, to %s.\n".formatted(bucket));
        Program.Run back = run(
                "copy",
                "--from=" + bucket,
                "--to=" + nas,
                "--create",
                "--endpoint-url=" + aws.endpoint(),
                "--path-style",
                "--region=" + aws.region(),
                "--signing-key=" + key);
        assertThat(back.exitCode()).as(back.err()).isZero();
        assertThat(run("verify latest", "--store=" + nas).exitCode()).isZero();
    }

    @Test
    void anythingElseIsAnErrorOfUse() {
        assertThat(copy("--jobs=0").err())
                .startsWith("error [LB-601]: --jobs 0 is not between 1 and 128: nothing was done\n");
        assertThat(copy("--to-endpoint-url=nonsense", "--to=s3://bucket").err()).startsWith("error [LB-601]: ");
        assertThat(run("copy", "--from=" + files.root()).err())
                .startsWith("error [LB-601]: 'lifeboat copy' needs --to: nothing was done\n");
        assertThat(run("copy", "--from=" + files.root(), "--to=ftp://nas").err())
                .startsWith(
                        "error [LB-601]: --to names a ftp store, and Lifeboat stores in folders and in S3: nothing was done\n");
    }
}
