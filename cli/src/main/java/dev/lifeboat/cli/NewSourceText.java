package dev.lifeboat.cli;

import dev.lifeboat.backup.CatalogId;
import dev.lifeboat.backup.SourceName;
import dev.lifeboat.cli.present.Facts;
import dev.lifeboat.cli.present.TextTable;
import dev.lifeboat.crypto.KeyFingerprint;
import dev.lifeboat.trust.KeyFile;
import dev.lifeboat.trust.TrustFile;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/** What the maker of a new source is told: who owns it, which file belongs where, and what to type next. */
final class NewSourceText {
    /** Whose secret keys must not stay on any machine. */
    static final Set<String> OFFLINE = Set.of("owner", "recipient");

    private final TrustFile trust;
    private final KeyFingerprint owner;
    private final String store;
    private final boolean storeIsNew;
    private final Path folder;
    private final List<KeyFile> files;

    NewSourceText(TrustFile trust, String store, boolean storeIsNew, Path folder, List<KeyFile> files) {
        this.trust = trust;
        this.owner = SourceConfiguration.owner(trust);
        this.store = store;
        this.storeIsNew = storeIsNew;
        this.folder = folder;
        this.files = files.stream()
                .sorted(Comparator.comparing(NewSourceText::belongsOffline)
                        .reversed()
                        .thenComparing(file -> !file.secret()))
                .toList();
    }

    /** Whose key a file holds: {@code owner} of {@code owner.secret.asc}. */
    static String owner(KeyFile file) {
        return file.name().substring(0, file.name().indexOf('.'));
    }

    /**
     * The new source, for scripts.
     *
     * @param storeIsNew whether the store is a folder that was not there before
     */
    record Made(
            SourceName source,
            String store,
            boolean storeIsNew,
            CatalogId catalog,
            KeyFingerprint owner,
            String folder,
            List<MadeFile> files) {}

    /**
     * A file that was made.
     *
     * @param secret whether whoever reads it can sign or read what only its owner should
     * @param offline whether it must not stay on any machine
     */
    record MadeFile(String name, boolean secret, boolean offline) {}

    Made json() {
        return new Made(
                trust.source(),
                store,
                storeIsNew,
                trust.catalog(),
                owner,
                folder.toString(),
                files.stream()
                        .map(file -> new MadeFile(file.name(), file.secret(), belongsOffline(file)))
                        .toList());
    }

    private static boolean belongsOffline(KeyFile file) {
        return file.secret() && OFFLINE.contains(owner(file));
    }

    @Override
    public String toString() {
        TextTable table = new TextTable("file", "belongs");
        files.forEach(file -> table.row(file.name(), place(file)));
        return """
                Source %s is made.
                %s
                Files in %s, each made just now:
                %s
                The two keys that belong offline are locked by your passphrase, and nobody can bring either back. Print the
                paper files, copy the secret files to two places that burn separately, and remove both from this machine.

                Next:
                    %s backup --config %s --database postgresql://USER@HOST/DATABASE
                """.formatted(
                        trust.source(),
                        new Facts()
                                .add("store", storeIsNew ? store + ", a folder that was not there and was made" : store)
                                .add("catalog", trust.catalog())
                                .add("owner", owner.grouped()),
                        folder,
                        table,
                        quoted(System.getProperty("lifeboat.program", "lifeboat")),
                        quoted(folder.resolve(SourceConfiguration.NAME).toString()));
    }

    /** As a shell takes it for one word. */
    private static String quoted(String word) {
        return word.matches("[A-Za-z0-9_./:@=,+-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
    }

    private static String place(KeyFile file) {
        if (!file.secret()) {
            return file.name().equals(SourceConfiguration.NAME)
                    ? "on every machine that backs up or restores: store, source and owner"
                    : "anywhere: it is public";
        }
        return switch (owner(file)) {
            case "owner" -> "OFFLINE: says whose word counts";
            case "recipient" -> "OFFLINE: opens every backup";
            case "catalog" -> "where tables are listed without opening rows";
            case "backup" -> "on the machine that takes backups: signs them, opens nothing";
            case "prove" -> "on the machine that tests restores: signs their proofs";
            case "copy" -> "where copies are made: vouches for them, opens nothing";
            default -> "with whoever has the role " + owner(file);
        };
    }
}
