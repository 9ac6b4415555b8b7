package dev.lifeboat.cli;

import dev.lifeboat.backup.Catalog;
import dev.lifeboat.backup.Manifest;
import dev.lifeboat.cli.present.Sizes;
import dev.lifeboat.store.ObjectKey;
import java.util.List;

/** Says that somebody put something over objects: the store kept what lies below, and it is read as ever. */
final class CoveredWarning {
    private CoveredWarning() {}

    /** Warns whoever reads a backup, and gives what was said: at most one warning. */
    static List<String> say(Session session, Catalog catalog, Manifest manifest) {
        return say(session, catalog.covered(manifest));
    }

    /** The same of these objects. */
    static List<String> say(Session session, List<ObjectKey> covered) {
        List<String> warnings = of(covered);
        warnings.forEach(warning -> session.output().message("warning: " + warning));
        return warnings;
    }

    private static List<String> of(List<ObjectKey> covered) {
        return covered.isEmpty()
                ? List.of()
                : List.of(
                        "%s, the first of them %s, lies below a delete marker or a later version: it is read as it was stored, but somebody tried to remove or replace it; find out who in the bucket's access logs"
                                .formatted(Sizes.count(covered.size(), "object"), covered.getFirst()));
    }
}
