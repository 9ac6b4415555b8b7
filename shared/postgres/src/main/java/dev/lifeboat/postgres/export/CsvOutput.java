package dev.lifeboat.postgres.export;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Takes COPY text and writes CSV, byte by byte: in every encoding of a PostgreSQL server the bytes of ASCII stand for
 * themselves alone. No row is kept, and of a field at most 64 KiB.
 *
 * <p>A field is quoted where it is empty or holds a comma, a quote or an end of line, as PostgreSQL does it; lines end with
 * CR LF (RFC 4180).
 */
final class CsvOutput extends OutputStream {
    private static final int KEPT = 64 * 1024;
    private static final byte[] LINE_END = {'\r', '\n'};

    /** Alone in its line, older servers take it for the end of the data. */
    private static final String END_OF_DATA = "\\.";

    private final OutputStream out;
    private final int columns;
    private final ByteArrayOutputStream field = new ByteArrayOutputStream();
    private boolean firstField = true;
    private boolean escape;
    private boolean isNull;
    private boolean special;
    private boolean streaming;

    private CsvOutput(OutputStream out, int columns) {
        this.out = out;
        this.columns = columns;
    }

    /** Writes the head, and takes rows of these columns. */
    static CsvOutput begin(OutputStream out, List<byte[]> head) throws IOException {
        CsvOutput csv = new CsvOutput(out, head.size());
        for (byte[] name : head) {
            for (byte character : name) {
                csv.add(character);
            }
            csv.endField();
        }
        csv.endLine();
        return csv;
    }

    @Override
    public void write(int b) throws IOException {
        take((byte) b);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        for (int i = offset; i < offset + length; i++) {
            take(bytes[i]);
        }
    }

    private void take(byte character) throws IOException {
        if (escape) {
            escape = false;
            if (character == 'N') {
                isNull = true;
            } else {
                add(escaped(character));
            }
            return;
        }
        switch (character) {
            case '\\' -> escape = true;
            case '\t' -> endField();
            case '\n' -> {
                if (columns > 0) {
                    endField();
                }
                endLine();
            }
            default -> add(character);
        }
    }

    /** What COPY TO escapes (PostgreSQL documentation, COPY, "Text Format"). */
    private static byte escaped(byte letter) {
        return switch (letter) {
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'v' -> 0x0B;
            default -> letter;
        };
    }

    private void add(byte character) throws IOException {
        if (streaming) {
            writeQuoted(character);
            return;
        }
        special |= character == ',' || character == '"' || character == '\r' || character == '\n';
        field.write(character);
        if (field.size() == KEPT) {
            beginField();
            streaming = true;
            writeKeptQuoted();
        }
    }

    private void endField() throws IOException {
        if (streaming) {
            out.write('"');
        } else {
            beginField();
            writeKept();
        }
        field.reset();
        isNull = false;
        special = false;
        streaming = false;
        firstField = false;
    }

    private void beginField() throws IOException {
        if (!firstField) {
            out.write(',');
        }
    }

    private void writeKept() throws IOException {
        if (isNull) {
            return;
        }
        if (special || field.size() == 0 || isEndOfData()) {
            writeKeptQuoted();
            out.write('"');
        } else {
            field.writeTo(out);
        }
    }

    private boolean isEndOfData() {
        return columns == 1 && field.toString(StandardCharsets.ISO_8859_1).equals(END_OF_DATA);
    }

    private void writeKeptQuoted() throws IOException {
        out.write('"');
        for (byte character : field.toByteArray()) {
            writeQuoted(character);
        }
    }

    private void writeQuoted(byte character) throws IOException {
        if (character == '"') {
            out.write('"');
        }
        out.write(character);
    }

    private void endLine() throws IOException {
        out.write(LINE_END);
        firstField = true;
    }

    @Override
    public void flush() throws IOException {
        out.flush();
    }
}
