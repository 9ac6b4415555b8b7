package dev.lifeboat.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.lifeboat.backup.BackupId;
import dev.lifeboat.backup.BackupKind;
import dev.lifeboat.backup.Tier;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** Tiers go by the date where the owner lives, and clock changes take none away. */
final class TierPolicyTest {
    private static final TierPolicy BERLIN = new TierPolicy(ZoneId.of("Europe/Berlin"), DayOfWeek.SUNDAY);

    private static List<Tier> tiers(TierPolicy policy, String scheduled) {
        return policy.of(new BackupId(Instant.parse(scheduled), BackupKind.FULL));
    }

    @Test
    void dateIsThatOfTheTimeZone() {
        // Sunday, 22 November 2026, at half past midnight in Berlin, where it is Saturday in UTC
        assertThat(tiers(BERLIN, "2026-11-21T23:30:00Z")).containsExactly(Tier.DAILY, Tier.WEEKLY);
        assertThat(tiers(new TierPolicy(ZoneOffset.UTC, DayOfWeek.SUNDAY), "2026-11-21T23:30:00Z"))
                .containsExactly(Tier.DAILY);
        assertThat(tiers(BERLIN, "2026-11-30T23:30:00Z")).containsExactly(Tier.DAILY, Tier.MONTHLY);
        assertThat(tiers(BERLIN, "2026-11-30T22:30:00Z")).containsExactly(Tier.DAILY);
    }

    @Test
    void firstThatIsASundayIsAllThree() {
        assertThat(tiers(BERLIN, "2026-02-01T03:30:00Z")).containsExactly(Tier.DAILY, Tier.WEEKLY, Tier.MONTHLY);
    }

    @Test
    void weeklyDayIsThePolicys() {
        TierPolicy wednesdays = new TierPolicy(ZoneId.of("Europe/Berlin"), TierPolicy.day("wednesday"));
        assertThat(tiers(wednesdays, "2026-11-25T03:30:00Z")).containsExactly(Tier.DAILY, Tier.WEEKLY);
        assertThat(tiers(wednesdays, "2026-11-22T03:30:00Z")).containsExactly(Tier.DAILY);
    }

    @Test
    void incrementalIsKeptAsThatWheneverItIs() {
        assertThat(BERLIN.of(new BackupId(Instant.parse("2026-02-01T03:30:00Z"), BackupKind.INCREMENTAL)))
                .containsExactly(Tier.INCREMENTAL);
    }

    @Property
    void fullOfEachLocalDayIsDailyOnceAWeekWeeklyAndOnceAMonthMonthly(
            @ForAll("zones") String zone,
            @ForAll("days") LocalDate from,
            @ForAll DayOfWeek weekly,
            @ForAll @IntRange(max = 24 * 60 - 1) int minute) {
        ZoneId where = ZoneId.of(zone);
        TierPolicy policy = new TierPolicy(where, weekly);
        Map<Tier, Long> counted = new HashMap<>();
        List<LocalDate> year = from.datesUntil(from.plusYears(1)).toList();
        year.stream()
                .map(day -> day.atTime(minute / 60, minute % 60).atZone(where))
                .flatMap(time -> policy.of(new BackupId(time.toInstant(), BackupKind.FULL)).stream())
                .forEach(tier -> counted.merge(tier, 1L, Long::sum));
        assertThat(counted)
                .isEqualTo(Map.of(
                        Tier.DAILY,
                        (long) year.size(),
                        Tier.WEEKLY,
                        year.stream()
                                .filter(day -> day.getDayOfWeek() == weekly)
                                .count(),
                        Tier.MONTHLY,
                        12L));
    }

    @Property
    void dayOfAnyLengthHasTheTiersOfItsDateThroughout(
            @ForAll("zones") String zone, @ForAll("days") LocalDate day, @ForAll DayOfWeek weekly) {
        ZoneId where = ZoneId.of(zone);
        TierPolicy policy = new TierPolicy(where, weekly);
        Instant begin = day.atStartOfDay(where).toInstant();
        Instant end = day.plusDays(1).atStartOfDay(where).toInstant();
        assertThat(Stream.iterate(begin, at -> at.isBefore(end), at -> at.plus(1, ChronoUnit.HOURS))
                        .map(at -> policy.of(new BackupId(at, BackupKind.FULL)))
                        .distinct())
                .singleElement()
                .satisfies(tiers -> {
                    assertThat(tiers.contains(Tier.WEEKLY)).isEqualTo(day.getDayOfWeek() == weekly);
                    assertThat(tiers.contains(Tier.MONTHLY)).isEqualTo(day.getDayOfMonth() == 1);
                });
    }

    /** Some change their clocks by an hour, one by half of one, some at midnight. */
    @Provide
    Arbitrary<String> zones() {
        return Arbitraries.of(
                "UTC",
                "Europe/Berlin",
                "America/New_York",
                "Australia/Lord_Howe",
                "Asia/Kolkata",
                "America/Santiago",
                "Africa/Cairo",
                "Pacific/Kiritimati",
                "Pacific/Pago_Pago");
    }

    @Provide
    Arbitrary<LocalDate> days() {
        return Arbitraries.longs()
                .between(
                        LocalDate.of(2020, 1, 1).toEpochDay(),
                        LocalDate.of(2040, 1, 1).toEpochDay())
                .map(LocalDate::ofEpochDay);
    }

    @Test
    void wordsThatAreNoneAreNamed() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TierPolicy.zone("Berlin"))
                .withMessage("'Berlin' is no time zone such as Europe/Berlin or UTC");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TierPolicy.day("Sunday"))
                .withMessage("'Sunday' is no day of the week such as sunday");
    }
}
