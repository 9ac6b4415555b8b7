package dev.lifeboat.verify;

import dev.lifeboat.backup.BackupIndex;
import dev.lifeboat.backup.Layout;
import dev.lifeboat.backup.Manifest;
import dev.lifeboat.backup.ObjectsList;
import dev.lifeboat.backup.StoredObject;
import dev.lifeboat.fingerprint.RowTally;
import dev.lifeboat.index.SegmentEntry;
import dev.lifeboat.index.TableEntry;
import dev.lifeboat.store.ObjectKey;
import dev.lifeboat.verify.Damage.Kind;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Compares what manifest, objects list and index say of one another. They are signed or named by checksums, so a
 * contradiction is a defect or a lie of whoever wrote the backup, and no accident of the store.
 */
final class Agreement {
    private final Manifest manifest;
    private final Findings findings;
    private final ObjectKey listKey;
    private final ObjectKey indexKey;

    Agreement(Manifest manifest, Findings findings) {
        this.manifest = manifest;
        this.findings = findings;
        Layout layout = new Layout(manifest.source());
        listKey = layout.objectsList(manifest.id(), manifest.attempt());
        indexKey = layout.index(manifest.id(), manifest.attempt());
    }

    void check(ObjectsList list) {
        long bytes = list.all().stream().mapToLong(StoredObject::bytes).sum();
        requireEqual(
                listKey, "lists objects of %d bytes", bytes, manifest.totals().storedBytes());
    }

    void check(BackupIndex index) {
        long rows = index.tables().stream().mapToLong(TableEntry::rows).sum();
        requireEqual(indexKey, "describes %d rows", rows, manifest.totals().rows());
        requireEqual(indexKey, "describes %d omissions", index.omitted().size(), manifest.omissions());
        checkTables(index);
    }

    private void checkTables(BackupIndex index) {
        Map<Long, RowTally> sums = new HashMap<>();
        for (SegmentEntry segment : index.segments()) {
            sums.merge(segment.table(), segment.tally(), RowTally::plus);
        }
        Set<Long> seen = new HashSet<>();
        for (TableEntry table : index.tables()) {
            if (!seen.add(table.oid())) {
                disagree(indexKey, "describes two tables with the OID %d".formatted(table.oid()), touched(table));
            }
            checkTotal(table, sums.getOrDefault(table.oid(), RowTally.EMPTY));
        }
        Set<Long> orphans = new TreeSet<>(sums.keySet());
        orphans.removeAll(seen);
        orphans.forEach(oid -> disagree(
                indexKey,
                "describes segments of a table with the OID %d, and no such table".formatted(oid),
                new Touched.Unknown()));
    }

    private void checkTotal(TableEntry table, RowTally sum) {
        if (!sum.equals(table.tally())) {
            disagree(
                    indexKey,
                    "says %d rows in %d bytes of a table, its segments hold %d in %d"
                                    .formatted(table.rows(), table.plainBytes(), sum.rows(), sum.bytes())
                            + (sum.rows() == table.rows() && sum.bytes() == table.plainBytes()
                                    ? " with another fingerprint"
                                    : ""),
                    touched(table));
        }
    }

    void check(ObjectsList list, Contents contents) {
        Set<ObjectKey> listed = new HashSet<>();
        for (StoredObject object : list.all()) {
            listed.add(object.key());
            if (!contents.accountFor(object.key())) {
                disagree(object.key(), "is listed, but the index knows nothing in it", new Touched.Unknown());
            }
        }
        for (ObjectKey needed : new TreeSet<>(contents.needed())) {
            if (!listed.contains(needed)) {
                disagree(needed, "is needed by the index, but not listed", contents.touchedBy(needed));
            }
        }
    }

    /** Once every object was read to its end: what all of them hold. */
    void checkPlainBytes(long bytes) {
        requireEqual(
                listKey,
                "lists objects that hold %d plain bytes",
                bytes,
                manifest.totals().plainBytes());
    }

    private void requireEqual(ObjectKey object, String what, long seen, long expected) {
        if (seen != expected) {
            disagree(object, (what + ", the manifest says %d").formatted(seen, expected), new Touched.Unknown());
        }
    }

    private static Touched touched(TableEntry table) {
        return new Touched.Rows(List.of(NamedTable.of(table)));
    }

    private void disagree(ObjectKey object, String seen, Touched touched) {
        findings.add(new Damage(Kind.DISAGREEMENT, object, seen, touched));
    }
}
