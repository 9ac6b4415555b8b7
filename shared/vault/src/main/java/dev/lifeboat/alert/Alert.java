package dev.lifeboat.alert;

import dev.lifeboat.backup.SourceName;
import dev.lifeboat.health.Finding;
import java.time.Instant;
import java.util.Locale;

/**
 * One message to people about one condition of a source.
 *
 * @param since when the condition was first told of
 * @param finding what is; at the end, how it is now
 */
public record Alert(SourceName source, Phase phase, Instant since, Finding finding) {
    private static final int LONGEST_SUBJECT = 99;

    public Severity severity() {
        if (phase == Phase.END) {
            return Severity.RESOLVED;
        }
        return switch (finding.check()) {
            case PROOF, SIZE, TABLES -> Severity.WARNING;
            case FRESHNESS, COPIES, MANIFESTS, COVERED, CATALOG, RECORDS, BACKUP, WORKER, FUNCTION -> Severity.CRITICAL;
        };
    }

    /** One line, of printable ASCII: what a mail's subject can hold. */
    public String subject() {
        String line = "Lifeboat %s: %s of %s".formatted(severity().text(), finding.name(), source);
        return line.length() <= LONGEST_SUBJECT ? line : line.substring(0, LONGEST_SUBJECT);
    }

    /** The whole, for a person who has nothing else before them. */
    public String text() {
        String what = "%s of source %s".formatted(capital(finding.name()), source);
        boolean many = finding.check().isMany();
        String are = many ? "are" : "is";
        String they = many ? "they" : "it";
        return switch (phase) {
            case BEGIN -> body("%s %s not as %s should be.".formatted(what, are, they));
            case REMIND -> body("%s %s still not as %s should be, since %s.".formatted(what, are, they, since));
            case END -> """
                %s %s well again. %s not since %s.

                seen:     %s
                """.formatted(what, are, many ? "They were" : "It was", since, finding.seen());
        };
    }

    private String body(String what) {
        return """
                %s

                seen:     %s
                expected: %s
                means:    %s
                run next: %s
                """.formatted(what, finding.seen(), finding.expected(), finding.means(), finding.command());
    }

    private static String capital(String text) {
        return text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
    }
}
