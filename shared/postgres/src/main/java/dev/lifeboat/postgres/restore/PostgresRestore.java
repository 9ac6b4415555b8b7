package dev.lifeboat.postgres.restore;

import dev.lifeboat.backup.StoredObject;
import dev.lifeboat.error.ErrorCode;
import dev.lifeboat.error.LifeboatException;
import dev.lifeboat.index.DatabaseEntry.Label;
import dev.lifeboat.index.PartitionedEntry;
import dev.lifeboat.index.SegmentEntry;
import dev.lifeboat.index.SequenceEntry;
import dev.lifeboat.index.TableEntry;
import dev.lifeboat.index.TableEntry.Content;
import dev.lifeboat.parallel.Workers;
import dev.lifeboat.postgres.inventory.ServerFacts;
import dev.lifeboat.postgres.program.ProgramSet;
import dev.lifeboat.postgres.restore.LoadPlan.Part;
import dev.lifeboat.postgres.restore.LoadWorker.LoadJob;
import dev.lifeboat.postgres.sql.Sql;
import dev.lifeboat.postgres.sql.SqlFailure;
import dev.lifeboat.progress.Progress;
import dev.lifeboat.store.ObjectKey;
import dev.lifeboat.verify.Contents;
import dev.lifeboat.verify.PresenceCheck;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Restores a backup into a database and proves it. The order of the steps is in docs/design.md, "Restoring". */
public final class PostgresRestore {
    private static final String INCOMPLETE = "the restore is not complete";

    private final RestoreSource source;
    private final RestoreTarget target;
    private final RestoreOptions options;
    private final List<TableEntry> tables;
    private Preparation preparation = Preparation.NONE;
    private volatile Optional<Remains> remains = Optional.empty();

    private PostgresRestore(RestoreSource source, RestoreTarget target, RestoreOptions options) {
        this.source = source;
        this.target = target;
        this.options = options;
        tables = options.selection().of(source.index());
    }

    /**
     * Checks all that can be checked before anything is written.
     *
     * @throws LifeboatException what stands in the way; nothing was changed
     */
    public static PostgresRestore prepare(RestoreSource source, RestoreTarget target, RestoreOptions options) {
        PostgresRestore restore = new PostgresRestore(source, target, options);
        restore.requirePresent();
        try {
            restore.check();
        } catch (SQLException e) {
            throw SqlFailure.of(e, "checking the target", "nothing was restored");
        }
        return restore;
    }

    /** A restore that finds half-way that an object is missing has wasted the hours before it. */
    private void requirePresent() {
        Stream<ObjectKey> rows = LoadPlan.of(parts()).stream().map(LoadPlan::object);
        List<StoredObject> needed = Stream.concat(
                        Stream.of(source.index().schema().archive()), rows)
                .map(source.objects()::of)
                .toList();
        new PresenceCheck(source.reader().store(), Contents.of(source.index()))
                .require(needed, options.jobs(), "nothing was restored");
    }

    private void check() throws SQLException {
        try (Connection connection = target.server().connect()) {
            ServerFacts facts = ServerFacts.read(connection);
            TargetCheck.requireVersion(facts, source.index().server());
            ProgramSet programs = target.programs().forServer(facts.major()).programs();
            if (target.create()) {
                TargetCheck.requireNoDatabase(connection, target.address().database());
            } else {
                TargetCheck.requireEncoding(facts, source.index().database());
                if (!options.intoExisting()) {
                    TargetCheck.requireEmpty(connection, target.address().database());
                }
            }
            preparation = Preparation.of(connection, source, target.create(), options, programs);
        }
    }

    /** What {@link #run} will do. */
    public Estimate estimate() {
        List<LoadPlan> plans = LoadPlan.of(parts());
        long stored = plans.stream()
                .mapToLong(plan -> source.objects().of(plan.object()).bytes())
                .sum();
        return new Estimate(
                tables.size(),
                tables.stream().mapToLong(TableEntry::rows).sum(),
                plans.size(),
                stored,
                tables.stream().mapToLong(TableEntry::plainBytes).sum(),
                Stream.concat(
                                source.index().omitted().stream()
                                        .map(omitted -> "%s of %s (%s)"
                                                .formatted(omitted.omission(), omitted.object(), omitted.reason())),
                                preparation.notes().stream())
                        .toList());
    }

    private List<Part> parts() {
        Map<Long, TableEntry> wanted = tables.stream().collect(Collectors.toMap(TableEntry::oid, Function.identity()));
        List<Part> parts = new ArrayList<>();
        for (SegmentEntry segment : source.index().segments()) {
            TableEntry table = wanted.get(segment.table());
            if (table != null) {
                parts.add(new Part(table, segment));
            }
        }
        return parts;
    }

    /**
     * Restores and proves.
     *
     * @throws LifeboatException PROOF_MISMATCH if rows differ from those stored, or whatever failed; what was written stays
     *     for people to look at
     */
    public RestoreReport run(Progress progress) {
        RestoreReport report = restore(progress);
        report.failure().ifPresent(failure -> {
            throw failure;
        });
        return report;
    }

    /**
     * Restores and compares, for whoever shows what the comparison found, {@link RestoreReport#failure} included.
     *
     * @throws LifeboatException whatever failed; what was written stays for people to look at
     */
    public RestoreReport restore(Progress progress) {
        Instant started = Instant.now();
        long clock = System.nanoTime();
        try (SchemaFile archive = SchemaFile.of(
                source.reader().openUncompressed(source.index().schema().archive()))) {
            createDatabase();
            ServerFacts facts = facts();
            Restored restored = restore(archive, facts, progress);
            return new RestoreReport(
                    source.manifest().id(),
                    source.manifest().snapshot(),
                    target.address().database(),
                    facts.major(),
                    options.selection().isEverything(),
                    restored.proofs(),
                    restored.sequences(),
                    source.index().omitted(),
                    restored.notes(),
                    started,
                    Duration.ofNanos(System.nanoTime() - clock));
        } catch (SQLException e) {
            throw SqlFailure.of(e, "restoring", INCOMPLETE);
        } catch (IOException e) {
            throw new LifeboatException(
                    ErrorCode.RESTORE_FAILED,
                    "pg_restore could not be run to its end (%s): %s"
                            .formatted(e.getClass().getSimpleName(), INCOMPLETE),
                    "repeat the command",
                    e);
        }
    }

    private ServerFacts facts() throws SQLException {
        try (Connection connection = target.database().connect()) {
            return ServerFacts.read(connection);
        }
    }

    /** What a failure or a stop would leave at the target now; empty while nothing was written. */
    public Optional<Remains> remains() {
        return remains;
    }

    /** A connection that is lost while the database is made does not tell whether it was. */
    private void createDatabase() throws SQLException {
        if (!target.create()) {
            return;
        }
        try (Connection connection = target.server().connect()) {
            String sql = creation(ServerFacts.read(connection)).create();
            remains = Optional.of(Remains.ofMade(target.address().database()));
            Sql.run(connection, sql);
        } catch (SQLException e) {
            remains = SqlFailure.isLostConnection(e) ? remains : Optional.empty();
            throw e;
        }
    }

    private DatabaseCreation creation(ServerFacts facts) {
        return new DatabaseCreation(source.index().database(), target.address().database(), facts.major());
    }

    private Restored restore(SchemaFile archive, ServerFacts facts, Progress progress)
            throws SQLException, IOException {
        Definitions definitions = new Definitions(
                archive, target.programs().forServer(facts.major()), preparation.selected(), target, options);
        beginToWrite();
        definitions.restoreBeforeRows();
        List<PartitionedEntry> partitioned = source.index().partitioned().stream()
                .filter(entry -> definitions.has(entry.oid()))
                .toList();
        TargetTables destinations = new TargetTables(partitioned, tables);
        LargeObjectTarget largeObjects = new LargeObjectTarget(
                source.index().server(), new LargeObjectMode(options.owners(), options.privileges()));
        Postponed postponed = new Postponed();
        load(destinations, largeObjects, postponed, progress);
        List<SequenceEntry> sequences = source.index().sequences().stream()
                .filter(sequence -> definitions.has(sequence.oid()))
                .toList();
        IndexMemory indexMemory = setSequences(sequences);
        List<LoadPlan> later = postponed.end();
        if (!later.isEmpty()) {
            definitions.restoreIndexes(indexMemory);
            loadPostponed(later, destinations, largeObjects, postponed, progress);
        }
        definitions.restoreAfterRows(indexMemory);
        finish(facts);
        String encoding = source.index().server().encoding();
        List<TableProof> proofs = new Proof(target.database(), facts, encoding, largeObjects)
                .of(destinations, tables, options.jobs(), progress);
        List<String> notes = Stream.concat(preparation.notes().stream(), definitions.notes().stream())
                .toList();
        return new Restored(proofs, sequences.size(), notes);
    }

    /** The names that a person is told to drop must be this restore's own, so none of them may be there before. */
    private void beginToWrite() throws SQLException {
        String database = target.address().database();
        if (options.intoExisting() && !target.create()) {
            try (Connection connection = target.database().connect()) {
                TargetCheck.requireAbsent(connection, preparation.relations());
            }
            remains = Optional.of(
                    options.selection().isOfTables()
                            ? Remains.beside(database, preparation.made("table"), preparation.made("sequence"))
                            : Remains.beside(database));
        } else if (!target.create()) {
            remains = Optional.of(Remains.ofEmpty(database));
        }
    }

    private record Restored(List<TableProof> proofs, int sequences, List<String> notes) {}

    /** Also finds out how much memory the server has for what comes next. */
    private IndexMemory setSequences(List<SequenceEntry> sequences) throws SQLException {
        try (Connection connection = target.database().connect()) {
            SequenceRestore.set(connection, sequences);
            return IndexMemory.of(connection, options.jobs());
        }
    }

    /** First the large objects themselves, then everything else at once. */
    private void load(
            TargetTables destinations, LargeObjectTarget largeObjects, Postponed postponed, Progress progress) {
        long bytes = tables.stream().mapToLong(TableEntry::plainBytes).sum();
        try (Progress.Step step = progress.start("loading rows", bytes)) {
            LoadJob job = job(destinations, largeObjects, postponed, step);
            Map<Boolean, List<Part>> byFirst = parts().stream()
                    .collect(Collectors.partitioningBy(part -> part.table().content() == Content.LARGE_OBJECTS));
            for (boolean first : new boolean[] {true, false}) {
                load(LoadPlan.of(byFirst.getOrDefault(first, List.of())), job);
            }
        }
    }

    private void loadPostponed(
            List<LoadPlan> plans,
            TargetTables destinations,
            LargeObjectTarget largeObjects,
            Postponed postponed,
            Progress progress) {
        long bytes = plans.stream().mapToLong(LoadPlan::plainBytes).sum();
        try (Progress.Step step = progress.start("loading rows that name indexes", bytes)) {
            load(plans, job(destinations, largeObjects, postponed, step));
        }
    }

    private LoadJob job(
            TargetTables destinations, LargeObjectTarget largeObjects, Postponed postponed, Progress.Step step) {
        String encoding = source.index().server().encoding();
        return new LoadJob(target.database(), source.reader(), encoding, destinations, largeObjects, postponed, step);
    }

    private void load(List<LoadPlan> plans, LoadJob job) {
        Workers.run(options.jobs(), "restore", plans, () -> new LoadWorker(job));
    }

    private void label(Connection connection, DatabaseCreation creation) {
        for (Label label : source.index().database().labels()) {
            try {
                Sql.run(connection, creation.label(label));
            } catch (SQLException e) {
                throw SqlFailure.of(
                        e,
                        "setting the database's own security label of provider \"%s\", which the target has to have loaded,"
                                .formatted(label.provider()),
                        INCOMPLETE);
            }
        }
    }

    private void finish(ServerFacts facts) throws SQLException {
        if (preparation.database().becomesTheSource()) {
            try (Connection connection = target.database().connect()) {
                DatabaseCreation creation = creation(facts);
                label(connection, creation);
                for (String statement : creation.finish(preparation.database(), options, preparation.roles())) {
                    Sql.run(connection, statement);
                }
            }
        }
    }
}
