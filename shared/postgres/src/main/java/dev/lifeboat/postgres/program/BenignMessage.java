package dev.lifeboat.postgres.program;

import java.util.Arrays;
import java.util.Optional;

/** What pg_restore counts as errors though nothing is missing afterwards; each was seen, and is matched whole. */
enum BenignMessage {
    /** A source whose plpgsql was dropped and made again has its usual comment dumped, which every server has. */
    PLPGSQL_COMMENT(
            "ERROR:  must be owner of extension plpgsql",
            "COMMENT ON EXTENSION plpgsql IS 'PL/pgSQL procedural language';",
            "the comment on the extension plpgsql is its owner's to set, and is the same already"),
    /** pg_restore of 17 and later sets it on every server; older ones have no such timeout to switch off. */
    TRANSACTION_TIMEOUT(
            "ERROR:  unrecognized configuration parameter \"transaction_timeout\"",
            "SET transaction_timeout = 0;",
            "the server is older than the setting transaction_timeout");

    private final String error;
    private final String statement;
    private final String meaning;

    BenignMessage(String error, String statement, String meaning) {
        this.error = error;
        this.statement = statement;
        this.meaning = meaning;
    }

    String meaning() {
        return meaning;
    }

    /** The one that this error of this statement, given by its first line, is. */
    static Optional<BenignMessage> of(String error, String statement) {
        return Arrays.stream(values())
                .filter(known -> known.error.equals(error) && known.statement.equals(statement))
                .findFirst();
    }
}
