package dev.lifeboat.lambda;

import dev.lifeboat.backup.BackupId;
import dev.lifeboat.backup.BackupKind;
import dev.lifeboat.backup.Tier;
import dev.lifeboat.error.ErrorCode;
import dev.lifeboat.error.LifeboatException;
import dev.lifeboat.schedule.BackupRequest;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The event by which a schedule, or a person, wants a backup: {@code {"kind": "full", "scheduled": "2026-11-23T02:00:00Z"}}. A
 * person may leave out the instant, and give {@code "tiers": ["weekly"]}.
 */
public final class BackupWanted {
    private static final Set<String> FIELDS = Set.of("kind", "scheduled", "tiers");
    private static final int LONGEST_SHOWN = 100;

    private final Map<String, Object> event;

    private BackupWanted(Map<String, Object> event) {
        this.event = event;
    }

    /**
     * Reads the event.
     *
     * @throws LifeboatException CONFIGURATION_INVALID if it is another one: then a backup that somebody wants may not be made
     */
    public static BackupRequest of(@Nullable Map<String, Object> event) {
        if (event == null) {
            throw refused("it is empty");
        }
        Set<String> others = new TreeSet<>(event.keySet());
        others.removeAll(FIELDS);
        if (!others.isEmpty()) {
            throw refused("it has " + shown(String.join(", ", others)));
        }
        return new BackupWanted(event).request();
    }

    private BackupRequest request() {
        BackupKind kind = text("kind")
                .map(text -> word(BackupKind.values(), text, "kind"))
                .orElseThrow(() -> refused("it names no kind"));
        Optional<Instant> scheduled = text("scheduled").map(BackupWanted::instant);
        scheduled.ifPresent(instant -> named(instant, kind));
        return new BackupRequest(kind, scheduled, tiers());
    }

    private Optional<String> text(String name) {
        return Optional.ofNullable(event.get(name)).map(value -> {
            if (value instanceof String text) {
                return text;
            }
            throw refused("its %s is no text".formatted(name));
        });
    }

    private static Instant instant(String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeException e) {
            throw refused("its scheduled is '%s'".formatted(shown(text)));
        }
    }

    private static void named(Instant instant, BackupKind kind) {
        try {
            new BackupId(instant, kind);
        } catch (IllegalArgumentException e) {
            throw refused("its scheduled is %s, which no backup can be named by".formatted(instant));
        }
    }

    private List<Tier> tiers() {
        Object value = event.get("tiers");
        if (value == null) {
            return List.of();
        }
        if (!(value instanceof List<?> words) || words.isEmpty()) {
            throw refused("its tiers are no list of them");
        }
        List<Tier> tiers = words.stream()
                .map(word -> word(Tier.values(), String.valueOf(word), "tier"))
                .toList();
        if (new HashSet<>(tiers).size() < tiers.size()) {
            throw refused("its tiers name one twice");
        }
        return tiers;
    }

    private static <E extends Enum<E>> E word(E[] values, String text, String what) {
        Function<E, String> word = value -> value.name().toLowerCase(Locale.ROOT);
        return Arrays.stream(values)
                .filter(value -> word.apply(value).equals(text))
                .findFirst()
                .orElseThrow(() -> refused("its %s is '%s', which is none of %s"
                        .formatted(
                                what,
                                shown(text),
                                String.join(
                                        ", ", Arrays.stream(values).map(word).toList()))));
    }

    private static String shown(String text) {
        return text.substring(0, Math.min(LONGEST_SHOWN, text.length()));
    }

    private static LifeboatException refused(String seen) {
        return new LifeboatException(
                ErrorCode.CONFIGURATION_INVALID,
                "an event is not one that asks for a backup, %s: no backup was started".formatted(seen),
                "send {\"kind\": \"full\"}, with \"scheduled\" or \"tiers\" where you mean them; docs/aws.md shows a schedule's");
    }
}
