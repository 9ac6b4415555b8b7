package dev.lifeboat.crypto;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A clear-signed document, taken apart.
 *
 * @param text lines that end with a line feed; the last one's is not part of what is signed
 * @param hashName as the document's only header names it: {@code SHA512}
 * @param armor the signature, armored
 */
record CleartextDocument(String text, String hashName, String armor) {
    private static final String HEAD = "-----BEGIN PGP SIGNED MESSAGE-----\nHash: ";
    private static final int MAX_LINE = 19_000;
    private static final Pattern HASH_NAME = Pattern.compile("SHA(256|384|512)");
    private static final Pattern NOT_CANONICAL = Pattern.compile("\r|[ \t]\n");

    /**
     * Whether the text is the same to every reader: OpenPGP does not sign line ends or blanks before them, and GnuPG signs
     * and verifies only the first 19,995 bytes of a line.
     */
    static boolean isCanonical(String text) {
        return text.endsWith("\n")
                && !NOT_CANONICAL.matcher(text).find()
                && text.lines().allMatch(line -> line.getBytes(StandardCharsets.UTF_8).length <= MAX_LINE);
    }

    String render() {
        return HEAD + hashName + "\n\n" + escaped() + armor;
    }

    /** A line that begins with a dash gets another before it, so that none looks like armor. */
    private String escaped() {
        return text.lines()
                .map(line -> (line.startsWith("-") ? "- " : "") + line + "\n")
                .collect(Collectors.joining());
    }

    /** Takes a document apart; empty if {@link #render} would not put exactly that document together again. */
    static Optional<CleartextDocument> parse(String document) {
        int headEnd = document.indexOf("\n\n");
        int armor = document.lastIndexOf("\n" + Armor.SIGNATURE.firstLine() + "\n") + 1;
        if (!document.startsWith(HEAD) || headEnd < HEAD.length() || armor < headEnd + 2) {
            return Optional.empty();
        }
        String hashName = document.substring(HEAD.length(), headEnd);
        String text = document.substring(headEnd + 2, armor)
                .lines()
                .map(line -> (line.startsWith("- ") ? line.substring(2) : line) + "\n")
                .collect(Collectors.joining());
        CleartextDocument parsed = new CleartextDocument(text, hashName, document.substring(armor));
        boolean exact = HASH_NAME.matcher(hashName).matches()
                && Armor.SIGNATURE.decode(parsed.armor()).isPresent()
                && isCanonical(text)
                && parsed.render().equals(document);
        return exact ? Optional.of(parsed) : Optional.empty();
    }
}
