package dev.lifeboat.postgres.export;

import dev.lifeboat.postgres.sql.CopyLine;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.List;

/** Takes COPY text whose columns stand in one order, and passes it on with its columns in another; for partitions. */
final class ReorderedColumns extends OutputStream {
    private final OutputStream out;
    private final int[] places;
    private final ByteArrayOutputStream row = new ByteArrayOutputStream();

    private ReorderedColumns(OutputStream out, int[] places) {
        this.out = out;
        this.places = places;
    }

    /** A stream for rows with these columns, where others are wanted; both have the same names. */
    static OutputStream between(List<String> given, List<String> wanted, OutputStream out) {
        return given.equals(wanted)
                ? out
                : new ReorderedColumns(
                        out, wanted.stream().mapToInt(given::indexOf).toArray());
    }

    @Override
    public void write(int b) throws IOException {
        if (b != '\n') {
            row.write(b);
            return;
        }
        List<String> fields = CopyLine.fields(row.toByteArray(), row.size());
        row.reset();
        List<String> reordered = Arrays.stream(places).mapToObj(fields::get).toList();
        out.write(CopyLine.join(reordered));
        out.write('\n');
    }
}
