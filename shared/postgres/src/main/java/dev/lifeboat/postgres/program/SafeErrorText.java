package dev.lifeboat.postgres.program;

import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What of a server's error may be shown: what names objects, and never what may be a value from a row. */
final class SafeErrorText {
    private static final String NAME = "\"(?:[^\"]|\"\")*\"";
    private static final Pattern KNOWN_TO_HOLD_NONE = Pattern.compile("(?:"
            + String.join(
                    "|",
                    "permission denied for \\w+(?: \\w+)? .+",
                    "permission denied to create [a-z -]+ " + NAME,
                    "must be owner of .+",
                    "could not create unique index " + NAME,
                    "insert or update on table " + NAME + " violates foreign key constraint " + NAME,
                    "check constraint " + NAME + " of relation " + NAME + " is violated by some row",
                    "(?:relation|role|schema|type|extension|access method|collation) " + NAME
                            + " (?:does not exist|already exists)",
                    "there is no unique constraint matching given keys for referenced table " + NAME,
                    "division by zero",
                    "out of memory",
                    "could not extend file .+",
                    "canceling statement due to .+",
                    "function [^\"']+ does not exist")
            + ")");

    /** A quoted word right after the kind of thing that it names. */
    private static final Pattern QUOTED = Pattern.compile("(\\w+ )?(" + NAME + ")");

    private static final Set<String> KINDS = Set.of(
            "attribute ",
            "class ",
            "collation ",
            "column ",
            "configuration ",
            "constraint ",
            "database ",
            "domain ",
            "extension ",
            "family ",
            "function ",
            "index ",
            "language ",
            "method ",
            "operator ",
            "parameter ",
            "policy ",
            "procedure ",
            "provider ",
            "publication ",
            "relation ",
            "role ",
            "rule ",
            "schema ",
            "sequence ",
            "server ",
            "subscription ",
            "table ",
            "tablespace ",
            "trigger ",
            "type ",
            "user ",
            "view ",
            "wrapper ");

    private SafeErrorText() {}

    /** The error of something that reads no rows, with what it quotes shown only where that is surely a name. */
    static String ofDefinition(String error) {
        String text = withoutSeverity(error);
        return QUOTED.matcher(text)
                .replaceAll(quoted -> Matcher.quoteReplacement(shown(quoted.group(1), quoted.group(2))));
    }

    /** The error of something that reads rows or runs expressions over them, so that any of its words may be a row's. */
    static String ofRows(String error) {
        String text = withoutSeverity(error);
        return KNOWN_TO_HOLD_NONE.matcher(text).matches()
                ? text
                : "an error whose text may hold a row's values: see the server's log";
    }

    private static String withoutSeverity(String error) {
        return error.replaceFirst("^(?:ERROR|FATAL|PANIC|WARNING): +", "");
    }

    private static String shown(@Nullable String kind, String quoted) {
        return kind != null && KINDS.contains(kind) ? kind + quoted : (kind == null ? "" : kind) + "\"...\"";
    }
}
