package dev.lifeboat.lambda;

import dev.lifeboat.error.ErrorCode;
import dev.lifeboat.error.LifeboatException;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** What a function is told by its environment variables. An empty variable is none. */
public final class Environment {
    private final Map<String, String> variables;

    public Environment(Map<String, String> variables) {
        this.variables = Map.copyOf(variables);
    }

    /** The one that Lambda gives. */
    public static Environment ofProcess() {
        return new Environment(System.getenv());
    }

    /** All of them, for what reads variables of others, such as libpq's. */
    public Map<String, String> variables() {
        return variables;
    }

    /**
     * Reads a variable that has to be set.
     *
     * @param reading of its text; throws LifeboatException or IllegalArgumentException where that is wrong
     * @throws LifeboatException CONFIGURATION_INVALID if it is not set, or wrong
     */
    public <T> T require(String name, Function<String, T> reading) {
        return find(name, reading)
                .orElseThrow(() -> new LifeboatException(
                        ErrorCode.CONFIGURATION_INVALID,
                        "environment variable %s is not set: the function cannot work".formatted(name),
                        "set it in the function's configuration; docs/aws.md says what belongs there"));
    }

    /**
     * The same of one that need not be set.
     *
     * @throws LifeboatException CONFIGURATION_INVALID if it is wrong
     */
    public <T> Optional<T> find(String name, Function<String, T> reading) {
        return Optional.ofNullable(variables.get(name))
                .filter(text -> !text.isEmpty())
                .map(text -> read(name, text, reading));
    }

    private static <T> T read(String name, String text, Function<String, T> reading) {
        try {
            return reading.apply(text);
        } catch (LifeboatException e) {
            throw wrong(name, String.valueOf(e.getMessage()), e.hint(), e);
        } catch (IllegalArgumentException e) {
            throw wrong(
                    name,
                    String.valueOf(e.getMessage()),
                    "correct it in the function's configuration; docs/aws.md says what belongs there",
                    e);
        }
    }

    private static LifeboatException wrong(String name, String why, String hint, Exception cause) {
        return new LifeboatException(
                ErrorCode.CONFIGURATION_INVALID,
                "environment variable %s is wrong, %s: the function cannot work".formatted(name, why),
                hint,
                cause);
    }

    /**
     * A whole number.
     *
     * @throws LifeboatException CONFIGURATION_INVALID if it is none, or out of range
     */
    public int number(String name, int least, int most, int otherwise) {
        return Math.toIntExact(amount(name, least, most, otherwise));
    }

    /**
     * The same of one that may be larger.
     *
     * @throws LifeboatException CONFIGURATION_INVALID if it is none, or out of range
     */
    public long amount(String name, long least, long most, long otherwise) {
        return find(name, text -> {
                    try {
                        long number = Long.parseLong(text);
                        if (number >= least && number <= most) {
                            return number;
                        }
                    } catch (NumberFormatException e) {
                        // it is refused below
                    }
                    throw new IllegalArgumentException(
                            "'%s' is not a whole number from %d to %d".formatted(text, least, most));
                })
                .orElse(otherwise);
    }

    /**
     * {@code true}, or {@code false} as when it is not set.
     *
     * @throws LifeboatException CONFIGURATION_INVALID if it is neither
     */
    public boolean flag(String name) {
        return find(name, text -> switch (text) {
                    case "true" -> true;
                    case "false" -> false;
                    default -> throw new IllegalArgumentException("'%s' is neither true nor false".formatted(text));
                })
                .orElse(false);
    }
}
