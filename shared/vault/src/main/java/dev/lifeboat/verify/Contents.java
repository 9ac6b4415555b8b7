package dev.lifeboat.verify;

import dev.lifeboat.backup.BackupIndex;
import dev.lifeboat.index.SegmentEntry;
import dev.lifeboat.index.TableEntry;
import dev.lifeboat.store.ObjectKey;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What lies in which object, as far as the index could be asked. */
public final class Contents {
    private static final Contents UNKNOWN = new Contents();

    private final Map<ObjectKey, List<Part>> rows = new HashMap<>();
    private Optional<ObjectKey> archive = Optional.empty();
    private Optional<ObjectKey> globals = Optional.empty();

    private Contents() {}

    /** One segment and its table. */
    record Part(NamedTable table, SegmentEntry segment) {}

    /** Where there was no key to read the index with. */
    public static Contents unknown() {
        return UNKNOWN;
    }

    /** What an index says. */
    public static Contents of(BackupIndex index) {
        Contents contents = new Contents();
        contents.archive = Optional.of(index.schema().archive());
        contents.globals = Optional.of(index.schema().globals());
        Map<Long, NamedTable> names = new HashMap<>();
        for (TableEntry table : index.tables()) {
            names.put(table.oid(), NamedTable.of(table));
        }
        for (SegmentEntry segment : index.segments()) {
            NamedTable table = names.get(segment.table());
            if (table != null) {
                segment.object()
                        .ifPresent(object -> contents.rows
                                .computeIfAbsent(object, key -> new ArrayList<>())
                                .add(new Part(table, segment)));
            }
        }
        contents.rows
                .values()
                .forEach(parts -> parts.sort(
                        Comparator.comparingLong(part -> part.segment().offset())));
        return contents;
    }

    /** Whom a damaged object touches. */
    public Touched touchedBy(ObjectKey object) {
        List<Part> parts = rows.get(object);
        if (parts != null) {
            return new Touched.Rows(parts.stream().map(Part::table).toList());
        }
        if (isArchive(object)) {
            return new Touched.Everything();
        }
        return isGlobals(object) ? new Touched.Globals() : new Touched.Unknown();
    }

    boolean isArchive(ObjectKey object) {
        return archive.filter(object::equals).isPresent();
    }

    boolean isGlobals(ObjectKey object) {
        return globals.filter(object::equals).isPresent();
    }

    /** Whether the index says what lies in an object. */
    boolean accountFor(ObjectKey object) {
        return rows.containsKey(object) || isArchive(object) || isGlobals(object);
    }

    /** Every object that the index names. */
    Set<ObjectKey> needed() {
        Set<ObjectKey> needed = new HashSet<>(rows.keySet());
        archive.ifPresent(needed::add);
        globals.ifPresent(needed::add);
        return needed;
    }

    /** The segments in an object, by their offsets. */
    List<Part> parts(ObjectKey object) {
        return rows.getOrDefault(object, List.of());
    }
}
