package dev.lifeboat.cli;

import static dev.lifeboat.cli.Program.lifeboat;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeboat.backup.BackupId;
import dev.lifeboat.backup.BackupKind;
import dev.lifeboat.store.DirectoryStore;
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
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What cron and its reader see of the backups every hour. */
final class StatusCommandTest {
    private final BackupId id = new BackupId(Instant.now().truncatedTo(ChronoUnit.SECONDS), BackupKind.FULL);

    @TempDir
    private Path folder;

    private FilesOnDisk files;
    private MadeUpShop shop;
    private Path nas;

    @BeforeEach
    void makeSource() {
        Path store = folder.resolve("store");
        files = new FilesOnDisk(store);
        shop = new MadeUpShop(DirectoryStore.initialize(store));
        nas = folder.resolve("nas");
    }

    private Program.Run run(String command, String... options) {
        List<String> arguments = new ArrayList<>(List.of(command.split(" ", -1)));
        arguments.addAll(List.of(
                "--quiet",
                "--store=" + files.root(),
                "--source=shop",
                "--owner=" + shop.pin().owner()));
        arguments.addAll(List.of(options));
        return lifeboat().run(arguments.toArray(String[]::new));
    }

    private void copy() throws IOException {
        Path key = Files.writeString(folder.resolve("copy.secret.asc"), shop.keyFile("copy"));
        assertThat(run("copy", "--to=" + nas, "--create", "--signing-key=" + key)
                        .exitCode())
                .isZero();
    }

    @Test
    void allIsWell() throws IOException {
        shop.backup(id);
        copy();
        assertThat(run("status", "--offsite=" + nas)).isEqualTo(new Program.Run(0, """
                check            state  what
                age of full      well   %s, made 0 min ago
                size of full     note   too little history: 0 before it, 3 are needed
                off-site copies  well   1 of 1
                proof            note   no backup was ever proven
                manifests        well   all that were read are believed
                covered objects  well   none
                """.formatted(id), ""));
    }

    @Test
    void whatIsNotWellSaysWhatToDoAndFails() {
        shop.backup(id);
        DirectoryStore.initialize(nas);
        Program.Run run = run("status", "--offsite=" + nas, "--max-age=full=25h", "--max-age=weekly=8d");
        assertThat(run.exitCode()).isEqualTo(3);
        assertThat(run.out()).endsWith("""
                covered objects  well     none

                age of weekly: expected one of the last 8 d; nothing of that kind can be restored
                    run: lifeboat backup

                off-site copies: expected a copy in %s of each backup older than 6 h; whether anything is left if the first store is lost cannot be known
                    run: lifeboat list --store %s
                """.formatted(nas, nas));
        assertThat(run.err()).isEqualTo("""
                error [LB-701]: age of weekly of source shop: there is none, expected one of the last 8 d: nothing of that kind can be restored (and 1 more)
                    hint: run: lifeboat backup
                """);
    }

    @Test
    void jsonHasEachCheck() {
        shop.backup(id);
        Program.Run run = run("status", "--output=json");
        assertThat(run.exitCode()).isZero();
        assertThat(run.out())
                .contains(
                        "\"well\" : true",
                        "\"check\" : \"freshness\"",
                        "\"subject\" : \"full\"",
                        "\"state\" : \"well\"",
                        "\"check\" : \"proof\"");
        Program.Run failed = run("status", "--output=json", "--max-age=weekly=8d");
        assertThat(failed.exitCode()).isEqualTo(3);
        assertThat(failed.out()).contains("\"well\" : false", "\"state\" : \"failed\"", "\"code\" : \"LB-701\"");
    }

    @Test
    void catalogKeyComparesTableByTable() throws IOException {
        for (int day = 4; day >= 0; day--) {
            shop.backup(new BackupId(id.scheduled().minus(Duration.ofDays(day)), BackupKind.FULL));
        }
        Path key = Files.writeString(folder.resolve("catalog.secret.asc"), shop.keyFile("catalog"));
        assertThat(run("status").out()).contains("size of full     well   as in the 4 before, in total\n");
        assertThat(run("status", "--key=" + key).out())
                .contains("size of full     well   as in the 4 before, in each of 4 tables\n");
    }

    @Test
    void howManyAreComparedIsAnOptionWithLimits() {
        for (int day = 4; day >= 0; day--) {
            shop.backup(new BackupId(id.scheduled().minus(Duration.ofDays(day)), BackupKind.FULL));
        }
        assertThat(run("status").out()).contains("as in the 4 before, in total");
        assertThat(run("status", "--compared=3").out()).contains("as in the 3 before, in total");
        for (String number : List.of("2", "366")) {
            assertThat(run("status", "--compared=" + number).err()).isEqualTo("""
                            error [LB-601]: --compared %s is not a number from 3 to 365: nothing was looked at
                                hint: with fewer nobody can say what is usual, and each more is a manifest that is read
                            """.formatted(number));
        }
    }

    @Test
    void limitThatIsNoneIsAnErrorOfUse() {
        assertThat(run("status", "--max-age=hourly=1h")).isEqualTo(new Program.Run(2, "", """
                error [LB-601]: 'hourly=1h' is no limit of age
                    hint: write it as full=25h or weekly=8d; there are full, incremental, daily, weekly, monthly, manual
                """));
        assertThat(run("status", "--max-copy-lag=soon")).isEqualTo(new Program.Run(2, "", """
                error [LB-601]: 'soon' is no span of time
                    hint: write it as 90m, 25h or 8d
                """));
    }
}
