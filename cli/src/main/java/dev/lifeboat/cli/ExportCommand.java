package dev.lifeboat.cli;

import dev.lifeboat.backup.BackupId;
import dev.lifeboat.backup.Catalog;
import dev.lifeboat.cli.ExportTarget.Writing;
import dev.lifeboat.cli.option.CatalogOptions;
import dev.lifeboat.cli.option.KeyOptions;
import dev.lifeboat.cli.option.PassphraseOption;
import dev.lifeboat.cli.present.Format;
import dev.lifeboat.cli.present.Result;
import dev.lifeboat.cli.present.Sizes;
import dev.lifeboat.error.ErrorCode;
import dev.lifeboat.error.LifeboatException;
import dev.lifeboat.postgres.connect.Identifiers;
import dev.lifeboat.postgres.export.DefinitionsExport;
import dev.lifeboat.postgres.export.RowFormat;
import dev.lifeboat.postgres.export.TableExport;
import dev.lifeboat.postgres.restore.RestoreSource;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "export",
        description = {
            "Write a part of a backup to standard output or to a file: the rows of a table, the roles, or the schema.",
            "It is complete only if the exit code is 0: after a failure, nothing that was written may be used.",
            "Rows are in the encoding of the database. To load them as COPY text:",
            "  psql -c '\\copy TABLE (COLUMNS) FROM STDIN'",
            "with the columns in the order that this command names."
        })
final class ExportCommand extends Subcommand {
    @Parameters(
            paramLabel = "BACKUP",
            description = "Identifier of the backup, its beginning, or latest; see them with lifeboat list.")
    private String backup = "";

    @Mixin
    private CatalogOptions catalog = new CatalogOptions();

    @Mixin
    private KeyOptions keys = new KeyOptions();

    @Mixin
    private PassphraseOption passphrase = new PassphraseOption();

    @Option(
            names = "--table",
            paramLabel = "SCHEMA.TABLE",
            description = "Write the rows of this table; of a partitioned one, those of all its partitions.")
    private @Nullable String table;

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            defaultValue = "copy",
            description =
                    "How rows are written: copy, PostgreSQL's own text, or csv with a head (RFC 4180), where null is"
                            + " an empty field, and the empty string a quoted one.")
    private RowFormat format = RowFormat.COPY;

    @Option(names = "--globals", description = "Write the script of roles and tablespaces, for psql.")
    private boolean globals;

    @Option(
            names = "--schema-archive",
            description = "Write the archive of the schema, for pg_restore; not to a terminal.")
    private boolean archive;

    @Option(
            names = "--to",
            paramLabel = "FILE",
            description = "Write to this new file, which is there only once it is complete.")
    private @Nullable Path to;

    /**
     * What was exported.
     *
     * @param what {@code rows}, {@code globals} or {@code schema archive}
     * @param file where to
     * @param columns of each row, in their order; empty for anything but rows
     * @param warnings what somebody should look after, though the backup stands
     */
    record Exported(
            BackupId backup,
            String what,
            Optional<String> file,
            Optional<String> encoding,
            List<String> columns,
            Optional<Long> rows,
            List<String> warnings) {}

    @Override
    Result run(Session session) {
        requireOneSubject();
        requirePlace(session);
        Catalog opened = catalog.open();
        RestoreSource source = RestoreSource.open(
                opened,
                opened.find(backup),
                keys.require(passphrase.passphrases(session.environment(), session.prompt())));
        session.interruption().leaves("what was written must not be used");
        List<String> warnings = CoveredWarning.say(session, opened, source.manifest());
        return table == null ? definitions(session, source, warnings) : rows(session, source, table, warnings);
    }

    private void requireOneSubject() {
        if (Stream.of(table != null, globals, archive).filter(chosen -> chosen).count() != 1) {
            throw new LifeboatException(
                    ErrorCode.USAGE,
                    "'lifeboat export' needs one of --table, --globals and --schema-archive: nothing was done",
                    "see lifeboat export --help");
        }
    }

    private void requirePlace(Session session) {
        if (to == null && archive && session.outIsTerminal()) {
            throw new LifeboatException(
                    ErrorCode.USAGE,
                    "the schema archive is no text, and standard output is a terminal: nothing was done",
                    "write it to a file with --to FILE, or into: | pg_restore --list");
        }
        if (to == null && session.output().format() == Format.JSON) {
            throw new LifeboatException(
                    ErrorCode.USAGE,
                    "the export and --output json would both go to standard output: nothing was done",
                    "write the export to a file with --to FILE");
        }
    }

    private Result definitions(Session session, RestoreSource source, List<String> warnings) {
        Writing writing =
                globals ? out -> DefinitionsExport.globals(source, out) : out -> DefinitionsExport.archive(source, out);
        target(session).write(writing);
        return present(
                session,
                "Exported the %s of backup %s."
                        .formatted(
                                globals ? "roles" : "schema", source.manifest().id()),
                new Exported(
                        source.manifest().id(),
                        globals ? "globals" : "schema archive",
                        file(),
                        Optional.empty(),
                        List.of(),
                        Optional.empty(),
                        warnings));
    }

    private Result rows(Session session, RestoreSource source, String name, List<String> warnings) {
        TableExport export = TableExport.of(source, name);
        target(session).write(out -> export.write(format, out, session.progress()));
        return present(
                session,
                "Exported %s of %s from backup %s, encoding %s, columns: %s"
                        .formatted(
                                Sizes.count(export.tally().rows(), "row"),
                                name,
                                source.manifest().id(),
                                export.encoding().name(),
                                export.columns().stream()
                                        .map(Identifiers::quote)
                                        .collect(Collectors.joining(", "))),
                new Exported(
                        source.manifest().id(),
                        "rows",
                        file(),
                        Optional.of(export.encoding().name()),
                        export.columns(),
                        Optional.of(export.tally().rows()),
                        warnings));
    }

    private ExportTarget target(Session session) {
        return new ExportTarget(Optional.ofNullable(to), session.output().out());
    }

    private Optional<String> file() {
        return Optional.ofNullable(to).map(Path::toString);
    }

    /** Standard output carries the export alone. */
    private Result present(Session session, String text, Exported exported) {
        if (to != null) {
            return Result.of(text + "\n", exported);
        }
        if (!general().quiet()) {
            session.output().message(text);
        }
        return Result.of("", exported);
    }
}
