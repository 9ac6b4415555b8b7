package dev.lifeboat.bench;

import dev.lifeboat.crypto.DataSecret;
import dev.lifeboat.crypto.SymmetricMessage;
import dev.lifeboat.fingerprint.RowCounter;
import dev.lifeboat.fingerprint.RowSplitter;
import dev.lifeboat.fingerprint.RowTally;
import dev.lifeboat.store.ChecksumOutput;
import dev.lifeboat.store.Checksums;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/** Bytes per microsecond, which is megabytes per second, that each stage lets pass. */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@OperationsPerInvocation(InnerLoops.BYTES)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class InnerLoops {
    static final int BYTES = 16 << 20;
    private static final int PIECE = 128 << 10;

    /** The length of a row in bytes, with its newline. */
    @Param({"20", "110", "1000"})
    public int row = 110;

    private final DataSecret secret = DataSecret.random();
    private byte[] rows = new byte[0];
    private byte[] message = new byte[0];

    /** Runs all of them, or those that the arguments name. */
    public static void main(String[] arguments) throws RunnerException {
        OptionsBuilder options = new OptionsBuilder();
        for (String each : arguments) {
            options.include("InnerLoops." + each);
        }
        new Runner(options.build()).run();
    }

    /** Makes the rows. */
    @Setup
    public void fill() throws IOException {
        String line = "%d\tuser%d@example.com\t2026-11-22 02:00:00+00\t".formatted(BYTES, row);
        byte[] text = line.repeat(1 + row / line.length())
                .substring(0, row - 1)
                .concat("\n")
                .getBytes(StandardCharsets.US_ASCII);
        rows = new byte[BYTES];
        for (int i = 0; i < BYTES; i++) {
            rows[i] = text[i % row];
        }
        ByteArrayOutputStream stored = new ByteArrayOutputStream();
        try (OutputStream out = SymmetricMessage.encrypting(stored, secret)) {
            out.write(rows);
        }
        message = stored.toByteArray();
    }

    /** The fingerprint, of rows whose ends are known: a backup. */
    @Benchmark
    public RowTally fingerprint() {
        RowCounter counter = new RowCounter();
        for (int from = 0; from + row <= BYTES; from += row) {
            counter.add(rows, from, row);
        }
        return counter.tally();
    }

    /** The fingerprint, of rows whose ends must be found: verification and restore. */
    @Benchmark
    public RowTally fingerprintOfStream() {
        RowSplitter splitter = new RowSplitter();
        for (int from = 0; from < BYTES; from += PIECE) {
            splitter.add(rows, from, PIECE);
        }
        return splitter.tally();
    }

    /** OpenPGP, to be written. */
    @Benchmark
    public void encrypt() throws IOException {
        try (OutputStream out = SymmetricMessage.encrypting(OutputStream.nullOutputStream(), secret)) {
            for (int from = 0; from < BYTES; from += PIECE) {
                out.write(rows, from, PIECE);
            }
        }
    }

    /** OpenPGP, as it is read, with its integrity code checked. */
    @Benchmark
    public int decrypt() throws IOException {
        int last = 0;
        byte[] piece = new byte[PIECE];
        try (InputStream in = SymmetricMessage.decrypting(new ByteArrayInputStream(message), secret, "rows")) {
            for (int read = in.read(piece); read >= 0; read = in.read(piece)) {
                last = piece[0];
            }
        }
        return last;
    }

    /** SHA-256 and CRC-32C of what is stored. */
    @Benchmark
    public Checksums checksums() throws IOException {
        try (ChecksumOutput out = new ChecksumOutput(OutputStream.nullOutputStream())) {
            for (int from = 0; from < BYTES; from += PIECE) {
                out.write(rows, from, PIECE);
            }
            return out.checksums();
        }
    }
}
