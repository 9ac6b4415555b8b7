package dev.lifeboat.backup;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.lifeboat.error.ErrorCode;
import dev.lifeboat.error.LifeboatException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The identifier of a backup, such as {@code 20261122T020000Z-full}: its scheduled instant and kind, nothing else, so
 * that an event that comes twice meets its own manifest's key.
 *
 * @param scheduled the scheduled instant, whole seconds, years 2000 to 9999
 */
public record BackupId(Instant scheduled, BackupKind kind) implements Comparable<BackupId> {
    private static final Pattern GRAMMAR = Pattern.compile("([0-9]{8}T[0-9]{6})Z-(full|incremental)");
    private static final DateTimeFormatter INSTANT =
            DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss", Locale.ROOT).withResolverStyle(ResolverStyle.STRICT);

    public BackupId {
        if (!scheduled.equals(scheduled.truncatedTo(ChronoUnit.SECONDS))) {
            throw new IllegalArgumentException("a scheduled instant has whole seconds, not " + scheduled);
        }
        int year = scheduled.atOffset(ZoneOffset.UTC).getYear();
        if (year < 2000 || year > 9999) {
            throw new IllegalArgumentException("a scheduled instant in the year " + year);
        }
    }

    /**
     * Reads {@code 20261122T020000Z-full}.
     *
     * @throws LifeboatException USAGE if the text is no identifier
     */
    @JsonCreator
    public static BackupId parse(String text) {
        return tryParse(text)
                .orElseThrow(() -> new LifeboatException(
                        ErrorCode.USAGE,
                        "backup '%s' is not an identifier like 20261122T020000Z-full: nothing was done".formatted(text),
                        "see the identifiers with: lifeboat list"));
    }

    /** Reads {@code 20261122T020000Z-full}; empty for what is no identifier. */
    public static Optional<BackupId> tryParse(String text) {
        Matcher matcher = GRAMMAR.matcher(text);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        BackupKind kind = matcher.group(2).equals("full") ? BackupKind.FULL : BackupKind.INCREMENTAL;
        try {
            Instant scheduled = LocalDateTime.parse(matcher.group(1), INSTANT).toInstant(ZoneOffset.UTC);
            return Optional.of(new BackupId(scheduled, kind));
        } catch (DateTimeParseException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    @Override
    public int compareTo(BackupId other) {
        return toString().compareTo(other.toString());
    }

    @JsonValue
    @Override
    public String toString() {
        return INSTANT.format(scheduled.atOffset(ZoneOffset.UTC)) + "Z-" + kind.text();
    }
}
