package dev.lifeboat.postgres.program;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Sorts what pg_restore says with {@code --verbose} into what is known to mean nothing and what is a failure.
 *
 * <p>Several jobs write to one pipe, each message in three pieces that may mix: so an error is looked for anywhere in a
 * line, and pg_restore's own count of errors has the last word. Where it is not the number of the benign ones, something
 * failed, whether its text was understood or not. (What a job's own connection meets is not counted, which is why newer
 * programs than the server's get one job.)
 */
final class RestoreMessages {
    private static final Pattern ENTRY = Pattern.compile(".*from TOC entry \\d+; \\d+ \\d+ (.*)");
    private static final Pattern QUERY_ERROR = Pattern.compile(".*could not execute query: (.*)");
    private static final Pattern STATEMENT = Pattern.compile("Command was: (.*)");
    private static final Pattern COUNT = Pattern.compile(".*errors ignored on restore: (\\d+)");
    private static final Pattern COMPLAINT = Pattern.compile("pg_restore: (?:error|warning): .*");
    private static final Pattern SERVER_WARNING = Pattern.compile("pg_restore: (WARNING: .*)");

    private static final int FAILURES_KEPT = 200;

    /** Warnings of the server about a subscription or publication that is restored on purpose. */
    private static final Set<String> BENIGN_WARNINGS = Set.of(
            "WARNING:  wal_level is insufficient to publish logical changes",
            "WARNING:  \"wal_level\" is insufficient to publish logical changes",
            "WARNING:  subscription was created, but is not connected",
            "WARNING:  tables were not subscribed, you will have to run ALTER SUBSCRIPTION ... REFRESH PUBLICATION"
                    + " to subscribe the tables");

    /** What a table or view may need beside itself; where the target has one of that name, it is kept. */
    private static final Set<String> NEEDED_BY_OTHERS = Set.of(
            "ACCESS METHOD",
            "AGGREGATE",
            "CAST",
            "COLLATION",
            "CONVERSION",
            "DOMAIN",
            "EXTENSION",
            "FOREIGN DATA WRAPPER",
            "FUNCTION",
            "OPERATOR",
            "OPERATOR CLASS",
            "OPERATOR FAMILY",
            "PROCEDURAL LANGUAGE",
            "PROCEDURE",
            "SCHEMA",
            "SERVER",
            "SHELL TYPE",
            "TEXT SEARCH CONFIGURATION",
            "TEXT SEARCH DICTIONARY",
            "TEXT SEARCH PARSER",
            "TEXT SEARCH TEMPLATE",
            "TRANSFORM",
            "TYPE");

    private static final Pattern EXISTS = Pattern.compile("ERROR:  .*already exists.*");

    private final boolean keepExisting;
    private final UnaryOperator<String> safeText;
    private final List<String> benign = new ArrayList<>();
    private final List<String> failures = new ArrayList<>();
    private long failureCount;
    private long benignErrors;
    private long countedErrors;
    private String entry = "";
    private @Nullable String pendingError;

    /**
     * @param section pre-data reads no rows; which of several jobs an error of post-data belongs to is not certain
     * @param keepExisting whether what a table needs may be there already
     */
    RestoreMessages(Section section, boolean keepExisting) {
        this.keepExisting = keepExisting;
        this.safeText = section == Section.PRE_DATA ? SafeErrorText::ofDefinition : SafeErrorText::ofRows;
    }

    /** Takes the next line. */
    void accept(String line) {
        Matcher statement = STATEMENT.matcher(line);
        if (statement.matches()) {
            finishError(statement.group(1));
            return;
        }
        Matcher named = ENTRY.matcher(line);
        Matcher error = QUERY_ERROR.matcher(line);
        Matcher count = COUNT.matcher(line);
        Matcher warning = SERVER_WARNING.matcher(line);
        if (named.matches()) {
            entry = named.group(1);
        } else if (error.matches()) {
            finishError("");
            pendingError = error.group(1);
        } else if (count.matches()) {
            countedErrors = Long.parseLong(count.group(1));
        } else if (warning.matches()) {
            acceptWarning(warning.group(1));
        } else if (COMPLAINT.matcher(line).matches()) {
            fail(SafeErrorText.ofDefinition(line.replaceFirst("^pg_restore: (?:error|warning): ", "")));
        }
    }

    /** What it all means, now that the program has ended. */
    RestoreOutcome outcome(int exitCode) {
        finishError("");
        if (exitCode > 1) {
            fail("pg_restore ended with exit code %d".formatted(exitCode));
        } else if (exitCode == 1 && countedErrors == 0 && failures.isEmpty()) {
            fail("pg_restore ended with exit code 1 and did not say why");
        } else if (countedErrors != benignErrors && failures.isEmpty()) {
            fail("pg_restore counts %d errors, of which only %d are known to mean nothing"
                    .formatted(countedErrors, benignErrors));
        }
        if (failureCount > failures.size()) {
            failures.add("and %d more".formatted(failureCount - failures.size()));
        }
        return failures.isEmpty() ? new RestoreOutcome.Restored(benign) : new RestoreOutcome.Failed(failures);
    }

    private void acceptWarning(String warning) {
        if (!BENIGN_WARNINGS.contains(warning)) {
            fail("the server warns: " + safeText.apply(warning));
        }
    }

    /** An error is complete when the statement that it belongs to is known, or the next error begins. */
    private void finishError(String statement) {
        if (pendingError == null) {
            return;
        }
        String error = pendingError;
        pendingError = null;
        BenignMessage.of(error, statement)
                .map(BenignMessage::meaning)
                .or(() -> kept(error))
                .ifPresentOrElse(this::pass, () -> failEntry(error));
    }

    private void pass(String meaning) {
        benignErrors++;
        if (!benign.contains(meaning)) {
            benign.add(meaning);
        }
    }

    private Optional<String> kept(String error) {
        boolean isKept = keepExisting
                && NEEDED_BY_OTHERS.contains(description())
                && EXISTS.matcher(error).matches();
        return isKept ? Optional.of("the target's own is kept: " + entry.strip()) : Optional.empty();
    }

    private String description() {
        return ArchiveEntry.parse("0; 0 0 " + entry)
                .map(ArchiveEntry::description)
                .orElse("");
    }

    private void failEntry(String error) {
        String text = safeText.apply(error);
        fail(entry.isEmpty() ? text : entry.strip() + ": " + text);
    }

    private void fail(String text) {
        failureCount++;
        if (failures.size() < FAILURES_KEPT) {
            failures.add(text);
        }
    }
}
