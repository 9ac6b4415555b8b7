package dev.lifeboat.postgres.program;

import dev.lifeboat.error.ErrorCode;
import dev.lifeboat.error.LifeboatException;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads what {@code pg_restore --list --verbose} prints, one entry at a time; the same text from 15 to 18. */
public final class ArchiveListing {
    private static final Pattern HEADER = Pattern.compile(";\\s+([A-Z][A-Za-z_ ]+): (.*)");
    private static final Pattern DEPENDENCIES = Pattern.compile(";\tdepends on:((?: \\d+)*)");

    private final Map<String, String> header = new HashMap<>();
    private final Consumer<ArchiveEntry> entries;
    private @Nullable ArchiveEntry latest;

    private ArchiveListing(Consumer<ArchiveEntry> entries) {
        this.entries = entries;
    }

    /**
     * Gives each entry to the consumer, in the archive's order, and returns what the archive says of itself.
     *
     * @throws LifeboatException PROGRAM_FAILED where the text is not such a listing
     */
    public static ArchiveHeader read(InputStream listing, Consumer<ArchiveEntry> entries) throws IOException {
        ArchiveListing reader = new ArchiveListing(entries);
        BoundedLines.read(listing, reader::accept);
        reader.finishEntry();
        return reader.header();
    }

    private void accept(String line) {
        if (!line.startsWith(";")) {
            finishEntry();
            latest = ArchiveEntry.parse(line).orElseThrow(() -> unreadable("an entry"));
            return;
        }
        Matcher dependencies = DEPENDENCIES.matcher(line);
        if (latest != null && dependencies.matches()) {
            latest = latest.withDependencies(ids(dependencies.group(1)));
            return;
        }
        Matcher word = HEADER.matcher(line);
        if (latest == null && word.matches()) {
            header.put(word.group(1), word.group(2));
        }
    }

    private void finishEntry() {
        if (latest != null) {
            entries.accept(latest);
        }
    }

    private static Set<Integer> ids(String list) {
        Set<Integer> ids = new HashSet<>();
        for (String id : list.strip().split(" ", -1)) {
            ids.add(Integer.valueOf(id));
        }
        return ids;
    }

    private ArchiveHeader header() {
        return new ArchiveHeader(
                Integer.parseInt(word("TOC Entries")),
                word("Dump Version"),
                word("Dumped from database version"),
                word("Dumped by pg_dump version"));
    }

    private String word(String name) {
        @Nullable String word = header.get(name);
        if (word == null) {
            throw unreadable("'" + name + "'");
        }
        return word;
    }

    private static LifeboatException unreadable(String what) {
        return new LifeboatException(
                ErrorCode.PROGRAM_FAILED,
                "the listing of a schema archive cannot be understood at %s: the archive is not known to be good"
                        .formatted(what),
                "use pg_restore of the same version as the pg_dump that wrote the archive");
    }
}
