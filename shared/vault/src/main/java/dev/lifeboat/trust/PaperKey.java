package dev.lifeboat.trust;

import dev.lifeboat.error.ErrorCode;
import dev.lifeboat.error.LifeboatException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.CRC32C;

/**
 * An armored key as it is printed on paper: each line with its number and a checksum, so that a slip in retyping is found
 * where it was made.
 *
 * <pre>
 * 001 1c29 -----BEGIN PGP PRIVATE KEY BLOCK-----
 * 002 d0a3
 * 003 77e1 lIYEaSEuQBYJKwYBBAHaRw8BAQdAz...
 * </pre>
 *
 * <p>Without the first two columns, it is the file that {@code gpg --import} reads. Lines that begin with {@code #} are for
 * people, and need not be typed.
 */
public final class PaperKey {
    private static final Pattern LINE = Pattern.compile("([0-9]{3}) ([0-9a-f]{4})(?: (.*))?");

    private PaperKey() {}

    /**
     * A page with the key, for the printer.
     *
     * @param about one line about the key, for people
     */
    public static String page(String armored, String about) {
        return "# %s%n# To use it, type the lines below into a file, and run: lifeboat keys unpaper FILE%n%s"
                .formatted(about, print(armored));
    }

    static String print(String armored) {
        List<String> lines = armored.lines().toList();
        StringBuilder paper = new StringBuilder();
        for (int number = 1; number <= lines.size(); number++) {
            String line = lines.get(number - 1);
            paper.append("%03d %s %s"
                            .formatted(number, checksum(number, line), line)
                            .stripTrailing())
                    .append('\n');
        }
        return paper.toString();
    }

    /**
     * The armored key again.
     *
     * @param what for errors: {@code paper key owner.txt}
     * @throws LifeboatException KEY_UNREADABLE if a line is missing or was mistyped, naming all of them
     */
    public static String parse(String paper, String what) {
        List<String> typed = paper.lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                .toList();
        SortedMap<Integer, String> right = new TreeMap<>();
        for (String line : typed) {
            addIfRight(line, right);
        }
        int last = right.isEmpty() ? 0 : right.lastKey();
        requireAll(right, Math.max(last, typed.size()), what);
        String lastLine = right.getOrDefault(last, "");
        if (!lastLine.startsWith("-----END PGP ")) {
            throw unreadable("%s ends after line %d, before the end of the key".formatted(what, last));
        }
        return String.join("\n", right.values()) + "\n";
    }

    private static void addIfRight(String typed, SortedMap<Integer, String> right) {
        Matcher matcher = LINE.matcher(typed);
        if (matcher.matches()) {
            int number = Integer.parseInt(matcher.group(1));
            String line = matcher.group(3) == null ? "" : matcher.group(3).strip();
            if (checksum(number, line).equals(matcher.group(2))) {
                right.put(number, line);
            }
        }
    }

    private static void requireAll(SortedMap<Integer, String> right, int count, String what) {
        String wrong = IntStream.rangeClosed(1, count)
                .filter(number -> !right.containsKey(number))
                .mapToObj(String::valueOf)
                .collect(Collectors.joining(", "));
        if (!wrong.isEmpty()) {
            throw unreadable("%s is missing or mistyped in line %s".formatted(what, wrong));
        }
    }

    private static LifeboatException unreadable(String message) {
        return new LifeboatException(
                ErrorCode.KEY_UNREADABLE,
                message + ": no key was read",
                "compare with the paper; 0 and O, 1, l and I look alike, and every line has its number");
    }

    private static String checksum(int number, String line) {
        CRC32C crc = new CRC32C();
        crc.update("%d %s".formatted(number, line).getBytes(StandardCharsets.UTF_8));
        return "%04x".formatted(crc.getValue() & 0xFFFF);
    }
}
