package dev.lifeboat.cli;

import dev.lifeboat.crypto.DataSecret;
import dev.lifeboat.crypto.SymmetricMessage;
import dev.lifeboat.fingerprint.RowCounter;
import dev.lifeboat.fingerprint.RowSplitter;
import dev.lifeboat.store.Checksums;
import dev.lifeboat.store.DirectoryStore;
import dev.lifeboat.store.ObjectKey;
import dev.lifeboat.store.ObjectStore;
import dev.lifeboat.stream.ObjectReader;
import dev.lifeboat.stream.ObjectWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/**
 * Runs what most commands need, so that the build can record which classes that takes: Java then starts from the cache that
 * it makes of them. Does nothing else, and shows nothing.
 */
final class Rehearsal {
    private static final String[][] SCENES = {
        {"--help"},
        {"help", "restore"},
        {"version", "--verbose"},
        {"version", "--output", "json"},
        {"versoin"},
        {"list", "--store=/nonexistent", "--source=shop", "--owner=" + "0".repeat(40)},
    };

    private static final ObjectKey ROWS_KEY = new ObjectKey("rehearsal/rows");
    private static final long ROWS = 200_000;

    private final Path folder;

    private Rehearsal(Path folder) {
        this.folder = folder;
    }

    /**
     * Rehearses all, in the empty folder that the first argument names; what the commands make there stays. Two more
     * arguments are the address of a database to back up, and one of a database to make of that.
     */
    public static void main(String[] arguments) throws IOException {
        Rehearsal rehearsal = new Rehearsal(Path.of(arguments[0]));
        for (String[] scene : SCENES) {
            rehearsal.run(scene);
        }
        rehearsal.commands();
        rehearsal.rows();
        if (arguments.length > 1) {
            rehearsal.backupAndRestore(arguments[1], arguments[2]);
        }
    }

    private int run(String... arguments) {
        return new Cli(surroundings()).run(arguments);
    }

    /** The commands as far as they go without a server: nothing listens on the port of tcpmux. */
    private void commands() {
        run("init", "--store=" + folder.resolve("store"), "--source=rehearsal", "--keys=" + folder.resolve("keys"));
        String config = config();
        run("keys", "show", config);
        run("list", config);
        run("backup", config, "--database=postgresql://nobody@127.0.0.1:1/nothing");
        run("verify", "latest", config);
    }

    private void backupAndRestore(String database, String restored) {
        String config = config();
        String key = "--key=" + folder.resolve("keys/recipient.secret.asc");
        succeed("backup", config, "--database=" + database);
        succeed("list", config);
        succeed("verify", "latest", config, key);
        succeed("restore", "latest", config, key, "--create", "--database=" + restored);
    }

    private void succeed(String... arguments) {
        int code = run(arguments);
        if (code != 0) {
            throw new IllegalStateException("%s ended with exit code %d".formatted(arguments[0], code));
        }
    }

    private String config() {
        return "--config=" + folder.resolve("keys/lifeboat.conf");
    }

    /** The way of rows there and back, often enough for Java to learn where the time goes. */
    private void rows() throws IOException {
        ObjectStore store = DirectoryStore.initialize(folder.resolve("rows"));
        DataSecret secret = DataSecret.random();
        ObjectWriter.Coding encrypting = stored -> SymmetricMessage.encrypting(stored, secret);
        RowCounter counter = new RowCounter();
        Checksums checksums;
        try (ObjectWriter object = ObjectWriter.open(store, ROWS_KEY, encrypting.afterZstd(1))) {
            for (long row = 0; row < ROWS; row++) {
                byte[] line = line(row);
                counter.add(line, 0, line.length);
                object.write(line, 0, line.length);
            }
            checksums = object.finish();
        }
        ObjectReader.Decoding decrypting = stored -> SymmetricMessage.decrypting(stored, secret, "rows");
        RowSplitter splitter = new RowSplitter();
        try (ObjectReader object =
                ObjectReader.open(store, ROWS_KEY, checksums, decrypting.thenZstd(ObjectReader.MAX_WINDOW_LOG))) {
            byte[] buffer = new byte[128 * 1024];
            for (int read = object.read(buffer, 0, buffer.length);
                    read >= 0;
                    read = object.read(buffer, 0, buffer.length)) {
                splitter.add(buffer, 0, read);
            }
        }
        if (!splitter.tally().sameRows(counter.tally())) {
            throw new IllegalStateException("the rows that were read are not those that were written");
        }
    }

    /** Lengths of all kinds: short rows, ordinary ones and long ones are hashed each in a way of its own. */
    private static byte[] line(long row) {
        String text =
                "%d\t%s\tuser%d@example.com".formatted(row, Long.toHexString(row * 0x9E3779B97F4A7C15L), row % 977);
        int times = row % 50 == 0 ? 20 : (int) (row % 7);
        return (text.repeat(1 + times).substring(0, row % 11 == 0 ? 9 : text.length() * (1 + times)) + "\n")
                .getBytes(StandardCharsets.UTF_8);
    }

    /** The path of PostgreSQL's programs and the file with the password of its server, and nothing else of the builder's. */
    private Map<String, String> environment() {
        Map<String, String> environment = new HashMap<>();
        environment.put("LIFEBOAT_PASSPHRASE", "only for the rehearsal");
        environment.put("HOME", folder.toString());
        for (String name : List.of("PATH", "PGPASSFILE")) {
            String value = System.getenv(name);
            if (value != null) {
                environment.put(name, value);
            }
        }
        return environment;
    }

    private Surroundings surroundings() {
        OutputStream out = OutputStream.nullOutputStream();
        Interruption interruption = new Interruption();
        return new Surroundings(
                environment(),
                InputStream.nullInputStream(),
                out,
                false,
                new PrintStream(out, true, StandardCharsets.UTF_8),
                OptionalInt.empty(),
                folder,
                new TerminalPrompt(interruption),
                interruption);
    }
}
