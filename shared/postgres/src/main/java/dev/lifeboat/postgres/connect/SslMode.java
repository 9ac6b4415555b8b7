package dev.lifeboat.postgres.connect;

import dev.lifeboat.error.ErrorCode;
import dev.lifeboat.error.LifeboatException;
import java.util.Arrays;

/** libpq's sslmode: how much of TLS is asked for (PostgreSQL documentation, "SSL Support" in the libpq chapter). */
public enum SslMode {
    DISABLE("disable"),
    ALLOW("allow"),
    PREFER("prefer"),
    REQUIRE("require"),
    VERIFY_CA("verify-ca"),
    VERIFY_FULL("verify-full");

    private final String word;

    SslMode(String word) {
        this.word = word;
    }

    /** The word that libpq and the driver both use. */
    public String word() {
        return word;
    }

    /** Whether the server's certificate is checked against a root. */
    public boolean verifies() {
        return this == VERIFY_CA || this == VERIFY_FULL;
    }

    static SslMode of(String word) {
        return Arrays.stream(values())
                .filter(mode -> mode.word.equals(word))
                .findFirst()
                .orElseThrow(() -> new LifeboatException(
                        ErrorCode.CONFIGURATION_INVALID,
                        "sslmode '%s' is not one of disable, allow, prefer, require, verify-ca, verify-full: no connection was made"
                                .formatted(word),
                        "set sslmode in the connection URI, or PGSSLMODE; verify-full is the safe one"));
    }
}
