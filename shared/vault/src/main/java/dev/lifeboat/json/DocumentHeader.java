package dev.lifeboat.json;

import dev.lifeboat.error.ErrorCode;
import dev.lifeboat.error.LifeboatException;
import java.util.List;
import java.util.Set;

/**
 * What every document begins with.
 *
 * @param format kind and version, such as {@code lifeboat-trust-1}
 * @param requires features that a reader must know to read the document rightly
 */
public record DocumentHeader(String format, List<String> requires) {
    public DocumentHeader {
        requires = List.copyOf(requires);
    }

    /**
     * Makes sure that a document is one that this program can read.
     *
     * @param expected the format it reads
     * @param known the features it knows
     * @throws LifeboatException DOCUMENT_TOO_NEW if a later version is needed; DOCUMENT_MALFORMED if it is of another kind
     */
    public void require(String expected, Set<String> known, String what) {
        if (!kind(format).equals(kind(expected))) {
            throw new LifeboatException(
                    ErrorCode.DOCUMENT_MALFORMED,
                    "%s is of the format '%s', not '%s': it cannot be used".formatted(what, format, expected),
                    "restore it from another copy of this store, or use another backup");
        }
        if (!format.equals(expected)) {
            throw tooNew("%s is of the format '%s', this program reads '%s': it cannot be used"
                    .formatted(what, format, expected));
        }
        List<String> unknown =
                requires.stream().filter(feature -> !known.contains(feature)).toList();
        if (!unknown.isEmpty()) {
            throw tooNew(
                    "%s requires %s, which this program does not know: it cannot be used".formatted(what, unknown));
        }
    }

    private static String kind(String format) {
        return format.replaceFirst("-[0-9]+$", "");
    }

    private static LifeboatException tooNew(String message) {
        return new LifeboatException(
                ErrorCode.DOCUMENT_TOO_NEW, message, "use the version of Lifeboat that wrote it, or a later one");
    }
}
