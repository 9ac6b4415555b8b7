package dev.lifeboat.postgres.program;

import dev.lifeboat.postgres.connect.Identifiers;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/** The name of a dumped database, as it stands in what pg_dump says of the database itself. */
final class DatabaseName {
    /** What names the database: no function's body or comment does. */
    private static final Pattern HEADING =
            Pattern.compile(".*; Type: DATABASE( PROPERTIES)?; .*|DATABASE .*; Type: (COMMENT|ACL|SECURITY LABEL); .*");

    private final Pattern pattern;

    DatabaseName(String name) {
        pattern = Pattern.compile("^((?:CREATE|ALTER|COMMENT|GRANT|REVOKE|SECURITY)\\b.*?\\bDATABASE )(?:%s|%s)(?=[ ;])"
                .formatted(Pattern.quote(bytes(Identifiers.quote(name))), Pattern.quote(bytes(name))));
    }

    private static String bytes(String text) {
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    }

    /** Whether what is under this heading names the database. */
    static boolean isIn(String heading) {
        return HEADING.matcher(heading).matches();
    }

    /** A statement's first line without the name. */
    String removedFrom(String line) {
        return pattern.matcher(line).replaceFirst("$1<database>");
    }
}
