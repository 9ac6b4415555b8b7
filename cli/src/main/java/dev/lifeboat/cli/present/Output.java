package dev.lifeboat.cli.present;

import dev.lifeboat.error.ErrorCode;
import dev.lifeboat.error.LifeboatException;
import dev.lifeboat.json.StrictJson;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * The only way from the program to its reader: results to standard output, everything else to standard error.
 *
 * @param out standard output, unbuffered, whose failures can be seen
 * @param command the command's name, for JSON
 */
public record Output(OutputStream out, PrintStream err, Format format, String command) {

    /** Writes what a command returned, and the failure in it. */
    public void result(Result result) {
        Envelope.@Nullable Failure failure =
                result.failure().map(Envelope.Failure::of).orElse(null);
        switch (format) {
            case TEXT -> write(Printable.lines(result.text()));
            case JSON -> write(StrictJson.indented(Envelope.of(command, result.json(), failure)));
        }
        result.failure().ifPresent(this::explain);
    }

    /** Writes a failure that left no result. */
    public void failure(LifeboatException failure) {
        if (format == Format.JSON) {
            write(StrictJson.indented(Envelope.of(command, null, Envelope.Failure.of(failure))));
        }
        explain(failure);
    }

    private void explain(LifeboatException failure) {
        message(failure.toText());
    }

    /** Writes a line for people to standard error. */
    public void message(String line) {
        err.println(Printable.lines(line));
    }

    private void write(String text) {
        try {
            out.write(text.getBytes(StandardCharsets.UTF_8));
            out.flush();
        } catch (IOException e) {
            throw unwritable(e);
        }
    }

    /** What a failed write to standard output means: nobody reads any more, or something is wrong. */
    public static RuntimeException unwritable(IOException e) {
        if ("Broken pipe".equals(e.getMessage())) {
            return new ReaderGone(e);
        }
        return new LifeboatException(
                ErrorCode.RESULT_UNWRITTEN,
                "standard output cannot be written (%s): the result is incomplete".formatted(e.getMessage()),
                "make room or write elsewhere, and repeat the command",
                e);
    }
}
