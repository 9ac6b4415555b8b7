package dev.lifeboat.fingerprint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeboat.testing.Program;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The test vectors in docs/format.md are what this program computes, and what {@code xxhsum} does. */
final class FingerprintVectorsTest {
    private static final Pattern LINE = Pattern.compile("\\| (.+) \\| ([0-9]+) \\| `([0-9a-f]{32})` \\|");
    private static final BigInteger MODULUS = BigInteger.ONE.shiftLeft(128);

    record Vector(String text, long count, Fingerprint fingerprint) {
        byte[] bytes() {
            return text.getBytes(StandardCharsets.UTF_8);
        }

        Stream<String> rows() {
            String[] rows = text.split("\n", -1);
            return Arrays.stream(rows, 0, rows.length - 1);
        }
    }

    static List<Vector> vectors() throws IOException {
        return Files.readString(Path.of("../../docs/format.md"))
                .lines()
                .map(LINE::matcher)
                .filter(Matcher::matches)
                .map(line -> new Vector(
                        text(line.group(1)), Long.parseLong(line.group(2)), Fingerprint.parse(line.group(3))))
                .toList();
    }

    private static String text(String cell) {
        return switch (cell) {
            case "none" -> "";
            case "300 times `a`, `\\n`" -> "a".repeat(300) + "\n";
            default ->
                cell.replace("`", "").replace("\\n", "\n").replace("\\t", "\t").replace("\\\\", "\\");
        };
    }

    @Test
    void thereAreVectors() throws IOException {
        assertThat(vectors()).hasSize(7);
        assertThat(vectors().stream().mapToLong(Vector::count)).containsExactly(0L, 1L, 1L, 1L, 2L, 2L, 1L);
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void fingerprintIsThatOfTheFormat(Vector vector) {
        byte[] bytes = vector.bytes();
        RowSplitter splitter = new RowSplitter();
        splitter.add(bytes, 0, bytes.length);
        assertThat(splitter.tally()).isEqualTo(new RowTally(vector.count(), bytes.length, vector.fingerprint()));
        RowCounter counter = new RowCounter();
        vector.rows()
                .map(row -> (row + "\n").getBytes(StandardCharsets.UTF_8))
                .forEach(row -> counter.add(row, 0, row.length));
        assertThat(counter.tally()).isEqualTo(splitter.tally());
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void fingerprintIsTheSumOfWhatXxhsumPrints(Vector vector) {
        Program xxhsum = Program.required("xxhsum", "-H2");
        BigInteger sum = vector.rows()
                .map(row -> xxhsum.input(row).succeed().text().substring(0, 32))
                .map(hash -> new BigInteger(hash, 16))
                .reduce(BigInteger.ZERO, BigInteger::add);
        assertThat("%032x".formatted(sum.mod(MODULUS)))
                .isEqualTo(vector.fingerprint().toString());
    }
}
