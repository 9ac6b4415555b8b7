package dev.lifeboat.cli.present;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.lifeboat.error.LifeboatException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The one JSON document that {@code --output json} writes; docs/cli.md describes it. A field may be added, none is ever
 * renamed or given another meaning while {@code lifeboat} stays 1.
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record Envelope(
        int lifeboat,
        String command,
        @Nullable Object result,
        @Nullable Failure error) {
    private static final int VERSION = 1;

    static Envelope of(String command, @Nullable Object result, @Nullable Failure error) {
        return new Envelope(VERSION, command, result, error);
    }

    /** What went wrong. */
    record Failure(String code, String category, String message, String hint, int exitCode) {
        static Failure of(LifeboatException failure) {
            return new Failure(
                    failure.code().id(),
                    failure.code().category().name().toLowerCase(Locale.ROOT),
                    String.valueOf(failure.getMessage()),
                    failure.hint(),
                    failure.code().category().exitCode());
        }
    }
}
