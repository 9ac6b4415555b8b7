package dev.lifeboat.cli.option;

import dev.lifeboat.error.ErrorCode;
import dev.lifeboat.error.LifeboatException;
import java.util.Locale;
import java.util.regex.Pattern;
import picocli.CommandLine.Option;

/** Whose trust file is believed. */
public final class OwnerOption {
    private static final Pattern FINGERPRINT = Pattern.compile("[0-9A-F]{40}");

    @Option(
            names = "--owner",
            required = true,
            paramLabel = "FINGERPRINT",
            description = "Fingerprint of the owner's key, which alone may say who is trusted; init prints it.")
    private String owner = "";

    /**
     * The 40 hexadecimal digits of a version 4 fingerprint, in capitals; blanks between them may be given.
     *
     * @throws LifeboatException USAGE if it is not that
     */
    public String fingerprint() {
        String digits = owner.replaceAll("\\s", "").toUpperCase(Locale.ROOT);
        if (!FINGERPRINT.matcher(digits).matches()) {
            throw new LifeboatException(
                    ErrorCode.USAGE,
                    "owner '%s' is not a fingerprint of 40 hexadecimal digits".formatted(owner),
                    "give the fingerprint that init printed, or see it with: gpg --show-keys owner.asc");
        }
        return digits;
    }
}
