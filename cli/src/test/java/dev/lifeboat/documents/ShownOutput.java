package dev.lifeboat.documents;

import java.util.Arrays;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Output as documents show it: what is another in every run has given way to a name. */
final class ShownOutput {
    /** A line of a document that stands for any lines. */
    private static final String ELLIPSIS = "...";

    private ShownOutput() {}

    /** The output with instants, durations, sizes, digests, addresses and folders replaced, and blanks as one. */
    static String normalized(String output) {
        return output.replaceAll("\\b\\d{4}-\\d\\d-\\d\\dT[\\d:.]+Z", "INSTANT")
                .replaceAll("\\b\\d{8}T\\d{6}Z", "SCHEDULED")
                .replaceAll("\\b(\\d+ min |\\d+ h )?[0-9.]+ (s|min)\\b", "DURATION")
                .replaceAll("\\b[0-9.]+ ([KMG]i)?B(/s)?\\b", "SIZE")
                .replaceAll("\\b([0-9A-F]{4} ){9}[0-9A-F]{4}\\b", "FINGERPRINT")
                .replaceAll("\\b([0-9a-f]{16,}|[0-9A-F]{40})\\b", "DIGEST")
                .replaceAll("\\b(127\\.0\\.0\\.1|[a-z]+\\.example\\.com):\\d+", "ADDRESS")
                .replaceAll("/tmp/lifeboat-demo\\.\\w+", "FOLDER")
                .replaceAll("-{2,}", "--")
                .replaceAll("(?m) +", " ")
                .replaceAll("(?m) $", "")
                .strip();
    }

    /** What an output that fits the shown one looks like, normalized. */
    static Pattern pattern(String shown) {
        return Pattern.compile(Arrays.stream(normalized(shown).split("\n", -1))
                .map(line -> line.equals(ELLIPSIS) ? "(?:.*\n)*" : Pattern.quote(line) + "\n")
                .collect(Collectors.joining()));
    }
}
