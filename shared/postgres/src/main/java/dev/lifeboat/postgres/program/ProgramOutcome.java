package dev.lifeboat.postgres.program;

import java.util.List;

/**
 * How a program ended.
 *
 * @param exitCode 0 to 255; above 128 where a signal ended it
 * @param errors the first lines of its standard error that are not blank
 * @param errorsDropped how many lines came after those
 */
public record ProgramOutcome(String program, int exitCode, List<String> errors, long errorsDropped) {
    private static final int LINES_TOLD = 5;

    public ProgramOutcome {
        errors = List.copyOf(errors);
    }

    /** Whether it ended with exit code 0 and said nothing. */
    public boolean isClean() {
        return exitCode == 0 && errors.isEmpty();
    }

    /** The exit code and the first lines, as one line of text. */
    public String toText() {
        String said = errors.isEmpty()
                ? "it said nothing"
                : "it said: " + String.join(" | ", errors.subList(0, Math.min(LINES_TOLD, errors.size())));
        long more = errors.size() + errorsDropped - LINES_TOLD;
        return "%s ended with exit code %d; %s%s"
                .formatted(program, exitCode, said, more > 0 ? " | and %d more lines".formatted(more) : "");
    }
}
