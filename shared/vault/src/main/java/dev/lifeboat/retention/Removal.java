package dev.lifeboat.retention;

import dev.lifeboat.backup.AttemptName;
import dev.lifeboat.backup.CatalogId;
import dev.lifeboat.backup.SourceName;
import dev.lifeboat.trust.DocumentType;
import dev.lifeboat.trust.Role;
import dev.lifeboat.trust.SourceDocument;
import java.time.Instant;
import java.util.List;

/**
 * What a run that removes things says in the store before it begins: who removed what, and when. The time at which the store
 * received it is the time by which the run judges ages.
 *
 * @param condemns attempts that it takes for dead
 * @param removes attempts that were condemned long enough ago
 * @param at by the clock of whoever signed
 * @param writer the program and version that wrote it
 */
public record Removal(
        String format,
        List<String> requires,
        CatalogId catalog,
        SourceName source,
        List<AttemptName> condemns,
        List<AttemptName> removes,
        Instant at,
        String writer)
        implements SourceDocument {
    public static final String FORMAT = "lifeboat-removal-1";

    /** The most that one may take as stored, 64 KiB. */
    public static final int MAX_BYTES = 64 * 1024;

    public static final DocumentType<Removal> TYPE = new DocumentType<>(Removal.class, FORMAT, MAX_BYTES, Role.RETAIN);

    /** The most attempts that one run touches, so that this document has room for their names. */
    static final int MOST = 500;

    public Removal {
        requires = List.copyOf(requires);
        condemns = List.copyOf(condemns);
        removes = List.copyOf(removes);
    }
}
