package dev.lifeboat.health;

import dev.lifeboat.backup.BackupId;
import dev.lifeboat.backup.Catalog.Listed;
import dev.lifeboat.health.Finding.Check;
import dev.lifeboat.health.Finding.State;
import dev.lifeboat.store.ObjectKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Says in words what a report holds. */
final class Findings {
    private static final int NAMED = 5;

    private final HealthReport report;

    Findings(HealthReport report) {
        this.report = report;
    }

    List<Finding> all() {
        List<Finding> all = new ArrayList<>();
        report.freshness().forEach(freshness -> all.add(of(freshness)));
        report.sizes().forEach(sizes -> all.add(SizeFindings.of(sizes)));
        report.copies().ifPresent(copies -> all.add(of(copies)));
        all.add(proof());
        all.add(manifests());
        all.add(covered());
        return all;
    }

    private static Finding of(Freshness freshness) {
        AgeLimit limit = freshness.limit();
        String expected = "one of the last " + text(limit.most());
        String means = "what changed since then is in no such backup";
        String command = "lifeboat backup";
        return switch (freshness) {
            case Freshness.Fresh fresh ->
                well(Check.FRESHNESS, limit.what(), newest(fresh.newest(), fresh.age()), expected);
            case Freshness.Overdue overdue ->
                new Finding(
                        Check.FRESHNESS,
                        limit.what(),
                        State.FAILED,
                        overdue.newest()
                                .map(newest -> newest(newest.id(), newest.age()))
                                .orElse("there is none"),
                        expected,
                        overdue.newest().isPresent() ? means : "nothing of that kind can be restored",
                        command);
            case Freshness.Unknown unknown ->
                new Finding(
                        Check.FRESHNESS,
                        limit.what(),
                        State.UNKNOWN,
                        unknown.why(),
                        expected,
                        "how old the newest backup is cannot be known; one of the two clocks is wrong",
                        "date -u");
        };
    }

    private static String newest(BackupId id, Duration age) {
        return "%s, made %s ago".formatted(id, text(age));
    }

    private Finding of(Copies copies) {
        String expected = "a copy in %s of each backup older than %s"
                .formatted(copies.place(), text(report.expected().copyLag()));
        return switch (copies) {
            case Copies.Complete complete ->
                well(
                        Check.COPIES,
                        "",
                        complete.waiting().isEmpty()
                                ? "%d of %d".formatted(complete.copied(), complete.copied())
                                : "%d, and %d not yet"
                                        .formatted(
                                                complete.copied(),
                                                complete.waiting().size()),
                        expected);
            case Copies.Lagging lagging ->
                new Finding(
                        Check.COPIES,
                        "",
                        State.FAILED,
                        "%d without a copy: %s"
                                .formatted(
                                        lagging.missing().size(),
                                        some(lagging.missing().stream()
                                                .map(BackupId::toString)
                                                .toList())),
                        expected,
                        "if the first store is lost, so are they",
                        "lifeboat copy --to " + lagging.place());
            case Copies.Unknown unknown ->
                new Finding(
                        Check.COPIES,
                        "",
                        State.UNKNOWN,
                        unknown.why(),
                        expected,
                        "whether anything is left if the first store is lost cannot be known",
                        "lifeboat list --store " + unknown.place());
        };
    }

    private Finding proof() {
        boolean overdue = Proven.isOverdue(report.proven(), report.expected().proofAge());
        State state = overdue ? State.FAILED : report.proven().isPresent() ? State.WELL : State.NOTE;
        return new Finding(
                Check.PROOF,
                "",
                state,
                report.proven()
                        .map(proven -> "%s, %s ago".formatted(proven.backup(), text(proven.age())))
                        .orElse("no backup was ever proven"),
                report.expected()
                        .proofAge()
                        .map(limit -> "a proof of every row within " + text(limit))
                        .orElse("a proof of every row now and then"),
                state == State.WELL ? "" : "that the backups can be restored is hoped, and not known",
                state == State.WELL
                        ? ""
                        : "lifeboat verify latest --depth content --record --key recipient.secret.asc --signing-key prove.secret.asc");
    }

    private Finding manifests() {
        List<String> wrong = new ArrayList<>(report.vanished().stream()
                .map(id -> "%s is gone, which the newest names".formatted(id))
                .toList());
        report.refused().stream().map(Listed.Refused::name).forEach(name -> wrong.add(name + " is not believed"));
        return manifests("", wrong);
    }

    /** Whether manifests are there and believed. */
    static Finding manifests(String subject, List<String> wrong) {
        return wrong.isEmpty()
                ? well(Check.MANIFESTS, subject, "all that were read are believed", "each signed by who may")
                : new Finding(
                        Check.MANIFESTS,
                        subject,
                        State.FAILED,
                        some(wrong),
                        "each signed by who may, and none taken away",
                        "somebody writes to the store, or removes from it, who should not",
                        "lifeboat list");
    }

    private Finding covered() {
        return covered("", "latest", report.covered());
    }

    /**
     * Whether something lies over objects.
     *
     * @param backup which command shows them
     */
    static Finding covered(String subject, String backup, List<ObjectKey> objects) {
        List<String> keys = objects.stream().map(ObjectKey::value).toList();
        return keys.isEmpty()
                ? well(Check.COVERED, subject, "none", "none")
                : new Finding(
                        Check.COVERED,
                        subject,
                        State.FAILED,
                        "%d lie below a delete marker or a later version: %s".formatted(keys.size(), some(keys)),
                        "none",
                        "somebody tried to remove or replace them, whom the bucket's access logs name; they are read as they were stored",
                        "lifeboat show " + backup);
    }

    static Finding well(Check check, String subject, String seen, String expected) {
        return new Finding(check, subject, State.WELL, seen, expected, "", "");
    }

    static String some(List<String> all) {
        String named = all.stream().limit(NAMED).collect(Collectors.joining(", "));
        return all.size() <= NAMED ? named : "%s and %d more".formatted(named, all.size() - NAMED);
    }

    /** Such as {@code 25 h}, {@code 3 d 4 h}, {@code 12 min}. */
    static String text(Duration duration) {
        long minutes = duration.toMinutes();
        if (minutes < 120) {
            return "%d min".formatted(minutes);
        }
        if (minutes < 48 * 60) {
            long hours = minutes / 60;
            return minutes % 60 == 0 ? "%d h".formatted(hours) : "%d h %d min".formatted(hours, minutes % 60);
        }
        long hours = minutes / 60;
        return hours % 24 == 0 ? "%d d".formatted(hours / 24) : "%d d %d h".formatted(hours / 24, hours % 24);
    }
}
