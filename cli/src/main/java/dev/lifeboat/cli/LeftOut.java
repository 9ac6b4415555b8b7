package dev.lifeboat.cli;

import dev.lifeboat.index.OmittedEntry;
import java.util.List;

/** One thing that a backup lacks because an option asked for it. */
record LeftOut(String omission, String object, String reason) {
    static List<LeftOut> of(List<OmittedEntry> entries) {
        return entries.stream()
                .map(entry -> new LeftOut(entry.omission(), entry.object(), entry.reason()))
                .toList();
    }

    String text() {
        return "%s of %s (%s)".formatted(omission, object, reason);
    }
}
