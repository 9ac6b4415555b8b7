package dev.lifeboat.postgres.export;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;

/** In which form rows are written. */
public enum RowFormat {
    /** COPY text as it is stored: what {@code COPY table (columns) FROM STDIN} reads. */
    COPY,
    /** CSV with a head (RFC 4180); null is an empty field without quotes, the empty string is one with them. */
    CSV;

    /** Writes a head, if the form has one, and gives the stream that takes COPY text. */
    OutputStream over(OutputStream out, List<String> columns, TextEncoding encoding) throws IOException {
        return switch (this) {
            case COPY -> out;
            case CSV ->
                CsvOutput.begin(out, columns.stream().map(encoding::encode).toList());
        };
    }
}
