package dev.lifeboat.alert;

import dev.lifeboat.backup.AttemptId;
import dev.lifeboat.backup.Catalog;
import dev.lifeboat.error.LifeboatException;
import dev.lifeboat.health.Finding;
import dev.lifeboat.health.Finding.Check;
import dev.lifeboat.json.StrictJson;
import dev.lifeboat.store.ChecksumOutput;
import dev.lifeboat.store.Checksums;
import dev.lifeboat.store.ObjectKey;
import dev.lifeboat.store.ObjectStatus;
import dev.lifeboat.store.ObjectUpload;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** What people were told of a source so far, in its catalog; only ever added to. */
final class AlertLog {
    private final Catalog catalog;
    private final String writer;

    AlertLog(Catalog catalog, String writer) {
        this.catalog = catalog;
        this.writer = writer;
    }

    /**
     * What people were told last.
     *
     * @param storedAt when that was stored, by the store's clock
     */
    record Told(AlertRecord record, Instant storedAt) {
        boolean isOpen() {
            return record.phase() != Phase.END;
        }
    }

    /** What they were told last of a condition. What cannot be read was not told: then they are told again. */
    Optional<Told> last(Finding finding) {
        return last(finding.check(), finding.subject());
    }

    private Optional<Told> last(Check check, String subject) {
        return ofTheLastSecond(check, subject).stream()
                .flatMap(status ->
                        read(status.key(), check, subject).map(told -> new Told(told, status.storedAt())).stream())
                .max(Comparator.comparing((Told told) -> told.record().at())
                        .thenComparing(told -> told.record().phase()));
    }

    /** A store may keep no finer times, and what ends a name was drawn at random: so which is the last one, the records say. */
    private List<ObjectStatus> ofTheLastSecond(Check check, String subject) {
        try (Stream<ObjectStatus> objects =
                catalog.store().list(catalog.layout().alertPrefix(condition(check, subject)))) {
            List<ObjectStatus> all = objects.toList();
            Instant last = all.stream()
                    .map(ObjectStatus::storedAt)
                    .max(Comparator.naturalOrder())
                    .orElse(Instant.MIN);
            return all.stream()
                    .filter(status -> !status.storedAt().isBefore(last.truncatedTo(ChronoUnit.SECONDS)))
                    .toList();
        }
    }

    /** The subjects of a check of which people were told last that something is not well. */
    List<String> open(Check check) {
        String beginning = catalog.layout().alertsPrefix() + check(check) + "-";
        try (Stream<ObjectStatus> objects =
                catalog.store().list(catalog.layout().alertsPrefix())) {
            return objects.map(status -> status.key().value())
                    .filter(key -> key.startsWith(beginning))
                    .map(key -> key.substring(beginning.length(), key.lastIndexOf('/')))
                    .distinct()
                    .filter(subject -> last(check, subject).filter(Told::isOpen).isPresent())
                    .toList();
        }
    }

    private static String check(Check check) {
        return check.name().toLowerCase(Locale.ROOT);
    }

    private static String condition(Check check, String subject) {
        return subject.isEmpty() ? check(check) : "%s-%s".formatted(check(check), subject);
    }

    private Optional<AlertRecord> read(ObjectKey key, Check check, String subject) {
        String what = "alert " + key;
        try (InputStream in = catalog.store().read(key)) {
            String text = new String(in.readNBytes(AlertRecord.MAX_BYTES), StandardCharsets.UTF_8);
            StrictJson.header(text, what).require(AlertRecord.FORMAT, Set.of(), what);
            return Optional.of(StrictJson.read(text, AlertRecord.class, what))
                    .filter(record -> record.catalog().equals(catalog.trust().catalog())
                            && record.source().equals(catalog.trust().source())
                            && record.check() == check
                            && record.subject().equals(subject));
        } catch (LifeboatException e) {
            if (e.code().isDisbelief()) {
                return Optional.empty();
            }
            throw e;
        } catch (IOException e) {
            throw new UncheckedIOException("reading %s failed".formatted(what), e);
        }
    }

    /** Notes that people were told. */
    void add(Alert alert, Instant at) {
        Finding finding = alert.finding();
        AlertRecord record = new AlertRecord(
                AlertRecord.FORMAT,
                List.of(),
                catalog.trust().catalog(),
                catalog.trust().source(),
                finding.check(),
                finding.subject(),
                alert.phase(),
                alert.since(),
                at,
                writer);
        byte[] bytes = StrictJson.indented(record).getBytes(StandardCharsets.UTF_8);
        ObjectKey key = catalog.layout().alert(condition(finding.check(), finding.subject()), at, AttemptId.random());
        try (ObjectUpload upload = catalog.store().create(key)) {
            upload.write(bytes, 0, bytes.length);
            upload.commit(checksums(bytes));
        }
    }

    private static Checksums checksums(byte[] bytes) {
        ChecksumOutput sums = new ChecksumOutput(OutputStream.nullOutputStream());
        try {
            sums.write(bytes);
        } catch (IOException e) {
            throw new IllegalStateException("writing to nowhere failed", e);
        }
        return sums.checksums();
    }
}
