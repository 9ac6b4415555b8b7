package dev.lifeboat.cli.settings;

import dev.lifeboat.error.ErrorCode;
import dev.lifeboat.error.LifeboatException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;

/** Finds passwords where they do not belong: every user of a machine can read what its programs were started with. */
public final class Secrets {
    private static final Pattern IN_AUTHORITY = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]*://[^/@?#]*:[^/@?#]+@.*");
    private static final Pattern IN_PARAMETER = Pattern.compile("(?is)(^|.*[?&\\s=])(ssl)?password\\s*=\\s*[^&\\s].*");

    private Secrets() {}

    /** Whether a connection URI, or a text like {@code host=db password=...}, holds a password. */
    public static boolean isIn(String text) {
        return IN_AUTHORITY.matcher(text).find()
                || IN_PARAMETER.matcher(decoded(text)).matches();
    }

    /** Parameters' names may be percent-encoded as well. */
    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return text; // not encoded after all
        }
    }

    /**
     * Checks what the program was started with, before anything is parsed or repeated in a message.
     *
     * @throws LifeboatException SECRET_IN_ARGUMENT, which says where but not what
     */
    public static void refuseIn(List<String> arguments) {
        for (int i = 0; i < arguments.size(); i++) {
            if (isIn(arguments.get(i))) {
                throw new LifeboatException(
                        ErrorCode.SECRET_IN_ARGUMENT,
                        "argument %d holds a password, which every user of this machine can read: nothing was done"
                                .formatted(i + 1),
                        "give the URI without it, and the password in ~/.pgpass or PGPASSWORD;"
                                + " change this password where others use the machine");
            }
        }
    }
}
