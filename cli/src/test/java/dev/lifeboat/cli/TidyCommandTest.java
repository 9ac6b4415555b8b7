package dev.lifeboat.cli;

import static dev.lifeboat.cli.Program.lifeboat;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeboat.store.DirectoryStore;
import dev.lifeboat.store.StoreActions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tidying from the command line, in a folder whose files are made older. */
final class TidyCommandTest {
    private static final String ATTEMPT = "20261122T020000Z-full-3a7dc821f36c9989";
    private static final String OBJECT = "shop/backups/" + ATTEMPT + "/data/0000/000001.copy.zst.pgp";

    @TempDir
    Path folder;

    private Path store;

    @BeforeEach
    void makeSource() {
        store = folder.resolve("store");
        Program.Run init = lifeboat()
                .with("LIFEBOAT_PASSPHRASE", Shop.PASSPHRASE)
                .run(
                        "init",
                        "--store=" + store,
                        "--source=shop",
                        "--keys=" + folder.resolve("keys"),
                        "--with-role=retain");
        assertThat(init.exitCode()).as(init.err()).isZero();
        StoreActions.put(DirectoryStore.open(store), OBJECT, new byte[2048]);
    }

    private Program.Run run(String... arguments) {
        return lifeboat()
                .with("LIFEBOAT_CONFIG", folder.resolve("keys/lifeboat.conf").toString())
                .with("LIFEBOAT_QUIET", "true")
                .run(arguments);
    }

    private Program.Run tidy(String... arguments) {
        List<String> all = Stream.concat(
                        Stream.of("tidy", "--signing-key=" + folder.resolve("keys/retain.secret.asc")),
                        Stream.of(arguments))
                .toList();
        return run(all.toArray(String[]::new));
    }

    private void age(String below, Duration by) {
        try (Stream<Path> files = Files.walk(store.resolve(below))) {
            files.filter(Files::isRegularFile).forEach(file -> {
                try {
                    Files.setLastModifiedTime(file, FileTime.from(Instant.now().minus(by)));
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void nothingIsLeftOver() throws IOException {
        Files.delete(store.resolve(OBJECT));
        assertThat(tidy()).isEqualTo(new Program.Run(0, "Nothing is left over.\n", ""));
    }

    @Test
    void whatMayBeAtWorkIsLeftAlone() {
        assertThat(tidy().out())
                .matches("left by attempt +objects +stored +what becomes of it\n" + ATTEMPT
                        + " +1 +2.0 KiB +may be at work until [0-9T:.-]+Z: left alone\n");
    }

    @Test
    void deadAttemptIsCondemnedAndThenRemoved() {
        age("shop/backups", Duration.ofDays(3));
        assertThat(run("tidy", "--dry-run").out()).contains(ATTEMPT + "        1  2.0 KiB  would be condemned\n");
        assertThat(tidy()).isEqualTo(new Program.Run(0, """
                left by attempt                         objects   stored  what becomes of it
                %s        1  2.0 KiB  condemned now; removed by a run 48 hours later
                """.formatted(ATTEMPT), ""));
        assertThat(tidy().out()).containsPattern("condemned; removed from [0-9T:.-]+Z on\n");
        assertThat(store.resolve(OBJECT)).exists();
    }

    @Test
    void jsonSaysWhatBecameOfEachAttempt() {
        age("shop/backups", Duration.ofDays(3));
        Program.Run run = tidy("--output=json");
        assertThat(run.exitCode()).isZero();
        assertThat(run.out())
                .contains(
                        "\"attempt\" : \"" + ATTEMPT + "\"",
                        "\"fate\" : \"dead\"",
                        "\"acted\" : true",
                        "\"dryRun\" : false");
        assertThat(run("tidy", "--dry-run", "--output=json").out())
                .contains("\"fate\" : \"condemned\"", "\"acted\" : false", "\"dryRun\" : true");
    }

    @Test
    void fileThatAKilledWriterLeftIsDiscarded() throws IOException {
        Path left = store.resolve(OBJECT).resolveSibling(".tmp-0123456789abcdef");
        Files.write(left, new byte[10]);
        age("shop/backups", Duration.ofDays(3));
        assertThat(run("tidy", "--dry-run").out()).endsWith("1 unfinished upload would be discarded.\n");
        assertThat(left).exists();
        assertThat(tidy().out()).endsWith("1 unfinished upload discarded.\n");
        assertThat(left).doesNotExist();
    }

    @Test
    void withoutAKeyNothingIsDone() {
        assertThat(run("tidy")).isEqualTo(new Program.Run(4, "", """
                error [LB-206]: what is removed is condemned by a signature before, and no signing key is given: nothing was done
                    hint: give --signing-key FILE: retain.secret.asc, which init --with-role retain makes; or --dry-run
                """));
    }

    @Test
    void keyOfAnotherRoleIsRefused() {
        Program.Run run = run("tidy", "--signing-key=" + folder.resolve("keys/backup.secret.asc"));
        assertThat(run.exitCode()).isEqualTo(4);
        assertThat(run.err())
                .contains("may not sign as retain now: nobody would believe what it signs, so nothing was done");
    }
}
