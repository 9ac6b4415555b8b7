package dev.lifeboat.schedule;

import dev.lifeboat.backup.BackupId;
import dev.lifeboat.backup.BackupKind;
import dev.lifeboat.backup.Tier;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Why a scheduled backup is kept, by the date on which it was scheduled where its owner lives: a full is daily, once a week
 * weekly as well, and on the first of a month monthly as well. When it is really taken does not matter: one that runs late, past
 * midnight, is still the one of its day.
 *
 * @param zone whose dates count
 * @param weekly the day of the weekly one
 */
public record TierPolicy(ZoneId zone, DayOfWeek weekly) {
    /** The tiers of a backup that was scheduled. */
    public List<Tier> of(BackupId id) {
        if (id.kind() == BackupKind.INCREMENTAL) {
            return List.of(Tier.INCREMENTAL);
        }
        LocalDate date = id.scheduled().atZone(zone).toLocalDate();
        List<Tier> tiers = new ArrayList<>();
        tiers.add(Tier.DAILY);
        if (date.getDayOfWeek() == weekly) {
            tiers.add(Tier.WEEKLY);
        }
        if (date.getDayOfMonth() == 1) {
            tiers.add(Tier.MONTHLY);
        }
        return tiers;
    }

    /**
     * Reads {@code Europe/Berlin}, {@code UTC}.
     *
     * @throws IllegalArgumentException if there is no such zone
     */
    public static ZoneId zone(String name) {
        try {
            return ZoneId.of(name);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("'%s' is no time zone such as Europe/Berlin or UTC".formatted(name), e);
        }
    }

    /**
     * Reads {@code sunday}.
     *
     * @throws IllegalArgumentException if it is no day of the week
     */
    public static DayOfWeek day(String name) {
        return Arrays.stream(DayOfWeek.values())
                .filter(day -> day.name().toLowerCase(Locale.ROOT).equals(name))
                .findFirst()
                .orElseThrow(() ->
                        new IllegalArgumentException("'%s' is no day of the week such as sunday".formatted(name)));
    }
}
