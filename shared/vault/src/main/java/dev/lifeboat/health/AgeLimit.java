package dev.lifeboat.health;

import dev.lifeboat.backup.BackupId;
import dev.lifeboat.backup.BackupKind;
import dev.lifeboat.backup.Manifest;
import dev.lifeboat.backup.Tier;
import dev.lifeboat.error.ErrorCode;
import dev.lifeboat.error.LifeboatException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * How old the newest backup of a kind, or of a tier, may be.
 *
 * @param tier of which it has to be; any if empty
 */
public record AgeLimit(Optional<BackupKind> kind, Optional<Tier> tier, Duration most) {
    /** What holds unless somebody says otherwise: a full backup a day, and an hour for it to be made in. */
    public static final AgeLimit DAILY_FULL =
            new AgeLimit(Optional.of(BackupKind.FULL), Optional.empty(), Duration.ofHours(25));

    private static final Pattern TEXT = Pattern.compile("([a-z]+)=(.*)");
    private static final Pattern SPAN = Pattern.compile("([1-9][0-9]{0,4})([mhd])");

    public AgeLimit {
        if (kind.isPresent() == tier.isPresent() || most.isNegative() || most.isZero()) {
            throw new IllegalArgumentException("a limit of a kind or of a tier, above 0");
        }
    }

    /**
     * Reads {@code full=25h}, {@code weekly=8d}, {@code incremental=90m}.
     *
     * @throws LifeboatException USAGE if it is none
     */
    public static AgeLimit parse(String text) {
        Matcher matcher = TEXT.matcher(text);
        if (matcher.matches()) {
            String word = matcher.group(1);
            Optional<BackupKind> kind = of(BackupKind.values(), word);
            Optional<Tier> tier = kind.isPresent() ? Optional.empty() : of(Tier.values(), word);
            if (kind.isPresent() || tier.isPresent()) {
                return new AgeLimit(kind, tier, span(matcher.group(2)));
            }
        }
        throw new LifeboatException(
                ErrorCode.USAGE,
                "'%s' is no limit of age".formatted(text),
                "write it as full=25h or weekly=8d; there are " + words());
    }

    /**
     * Reads {@code 25h}, {@code 8d}, {@code 90m}.
     *
     * @throws LifeboatException USAGE if it is none
     */
    public static Duration span(String text) {
        Matcher matcher = SPAN.matcher(text);
        if (!matcher.matches()) {
            throw new LifeboatException(
                    ErrorCode.USAGE, "'%s' is no span of time".formatted(text), "write it as 90m, 25h or 8d");
        }
        long count = Long.parseLong(matcher.group(1));
        return switch (matcher.group(2)) {
            case "m" -> Duration.ofMinutes(count);
            case "h" -> Duration.ofHours(count);
            default -> Duration.ofDays(count);
        };
    }

    private static <E extends Enum<E>> Optional<E> of(E[] values, String word) {
        return Arrays.stream(values).filter(value -> word(value).equals(word)).findFirst();
    }

    private static String words() {
        return Stream.concat(Arrays.stream(BackupKind.values()), Arrays.stream(Tier.values()))
                .map(AgeLimit::word)
                .distinct()
                .collect(Collectors.joining(", "));
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    /** Such as {@code full}, {@code weekly}. */
    public String what() {
        return kind.<Enum<?>>map(one -> one).or(() -> tier).map(AgeLimit::word).orElseThrow();
    }

    /** Whether a backup of that identifier can be one, which its manifest says. */
    boolean mayCover(BackupId id) {
        return kind.map(id.kind()::equals).orElse(true);
    }

    boolean covers(Manifest manifest) {
        return mayCover(manifest.id()) && tier.map(manifest.tiers()::contains).orElse(true);
    }
}
