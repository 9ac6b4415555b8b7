package dev.lifeboat.verify;

import dev.lifeboat.backup.BackupIndex;
import dev.lifeboat.backup.BackupReader;
import dev.lifeboat.backup.BackupSecrets;
import dev.lifeboat.backup.Layout;
import dev.lifeboat.backup.Manifest;
import dev.lifeboat.backup.ObjectsList;
import dev.lifeboat.backup.StoredObject;
import dev.lifeboat.error.LifeboatException;
import dev.lifeboat.parallel.Worker;
import dev.lifeboat.parallel.Workers;
import dev.lifeboat.progress.Progress;
import dev.lifeboat.verify.Damage.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;

/** One verification of one backup: first what lists its objects, then the objects, many at once. */
final class Verification {
    private final CountedStore store;
    private final Manifest manifest;
    private final Depth depth;
    private final Optional<BackupSecrets> secrets;
    private final Findings findings;
    private final Progress.Step step;
    private final StoredObject listObject;
    private final StoredObject indexObject;
    private final LongAdder rows = new LongAdder();
    private final LongAdder plainBytes = new LongAdder();

    Verification(
            CountedStore store,
            Manifest manifest,
            Depth depth,
            Optional<BackupSecrets> secrets,
            Findings findings,
            Progress.Step step) {
        this.store = store;
        this.manifest = manifest;
        this.depth = depth;
        this.secrets = secrets;
        this.findings = findings;
        this.step = step;
        Layout layout = new Layout(manifest.source());
        listObject = new StoredObject(
                layout.objectsList(manifest.id(), manifest.attempt()), manifest.objects(), manifest.attempt());
        indexObject =
                new StoredObject(layout.index(manifest.id(), manifest.attempt()), manifest.index(), manifest.attempt());
    }

    /** How much was looked at. */
    record Totals(long objects, long rows, List<VerifiedTable> tables) {}

    Totals run(int jobs) {
        Optional<ObjectsList> list = readOrFind(listObject, () -> ObjectsList.read(store, manifest));
        Optional<BackupReader> reader = depth == Depth.CONTENT ? list.map(this::reader) : Optional.empty();
        // Keys that do not open it are whoever gave them's mistake; an index that they open no more is damaged.
        secrets.ifPresent(BackupSecrets::index);
        Optional<BackupIndex> index =
                secrets.flatMap(given -> readOrFind(indexObject, () -> completeIndex(BackupIndex.read(store, given))));
        Contents contents = index.map(Contents::of).orElse(Contents.unknown());
        List<StoredObject> objects = new ArrayList<>(list.map(ObjectsList::all).orElse(List.of()));
        long count = objects.size();
        Looking looking = looking(reader.filter(open -> index.isPresent()), contents, objects);
        if (secrets.isEmpty()) {
            objects.addFirst(indexObject);
        }
        Workers.run(jobs, "verify", objects, () -> new Looker(looking));
        compare(list, index, contents);
        return new Totals(count, rows.sum(), index.map(this::verifiedTables).orElse(List.of()));
    }

    private BackupReader reader(ObjectsList list) {
        return new BackupReader(store, list, secrets.orElseThrow());
    }

    /** Reads a list, or finds why that cannot be done. */
    private <T> Optional<T> readOrFind(StoredObject object, Supplier<T> reading) {
        try {
            return Optional.of(reading.get());
        } catch (LifeboatException e) {
            Faults.requireOwn(e);
            Damage damage = new ByteCheck(store, Contents.unknown(), List.of())
                    .of(object)
                    .orElseGet(() -> new Damage(
                            Kind.DISAGREEMENT,
                            object.key(),
                            "has its checksums, but cannot be used (%s)".formatted(e.getMessage()),
                            new Touched.Everything()));
            findings.add(damage.touching(new Touched.Everything()));
            return Optional.empty();
        }
    }

    /** Asks for every line that an index must have. */
    private static BackupIndex completeIndex(BackupIndex index) {
        index.server();
        index.database();
        index.snapshot();
        index.schema();
        return index;
    }

    private void compare(Optional<ObjectsList> list, Optional<BackupIndex> index, Contents contents) {
        Agreement agreement = new Agreement(manifest, findings);
        list.ifPresent(agreement::check);
        index.ifPresent(agreement::check);
        if (list.isPresent() && index.isPresent()) {
            agreement.check(list.get(), contents);
            if (depth == Depth.CONTENT && findings.count() == 0) {
                agreement.checkPlainBytes(plainBytes.sum());
            }
        }
    }

    private List<VerifiedTable> verifiedTables(BackupIndex index) {
        if (depth != Depth.CONTENT) {
            return List.of();
        }
        return index.tables().stream()
                .map(table -> new VerifiedTable(NamedTable.of(table), table.tally()))
                .filter(table -> !findings.touch(table.table()))
                .toList();
    }

    /** How one object is looked at. */
    @FunctionalInterface
    private interface Looking {
        void at(StoredObject object);
    }

    private Looking looking(Optional<BackupReader> reader, Contents contents, List<StoredObject> objects) {
        PresenceCheck presence = new PresenceCheck(store, contents);
        ByteCheck bytes = new ByteCheck(store, contents, objects);
        if (reader.isPresent()) {
            ContentCheck content = new ContentCheck(reader.get(), contents, bytes);
            return object -> {
                ContentCheck.Found found = content.of(object);
                findings.addAll(found.damage());
                rows.add(found.rows());
                plainBytes.add(found.plainBytes());
                step.advance(0, found.rows());
            };
        }
        return depth == Depth.PRESENCE
                ? object -> presence.of(object).ifPresent(this::found)
                : object -> bytes.of(object).ifPresent(this::found);
    }

    /** The index is one of the objects where no key opens it; nothing says so but its own key. */
    private void found(Damage damage) {
        boolean ofIndex = damage.object().equals(indexObject.key());
        findings.add(ofIndex ? damage.touching(new Touched.Everything()) : damage);
    }

    private final class Looker implements Worker<StoredObject> {
        private final Looking looking;

        Looker(Looking looking) {
            this.looking = looking;
        }

        @Override
        public void work(StoredObject object) {
            looking.at(object);
        }

        @Override
        public void cancel() {
            store.cancel();
        }

        @Override
        public void close() {
            // It holds nothing.
        }
    }
}
