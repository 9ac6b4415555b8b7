package dev.lifeboat.cli.option;

import dev.lifeboat.backup.CatalogId;
import dev.lifeboat.crypto.KeyFingerprint;
import dev.lifeboat.error.ErrorCode;
import dev.lifeboat.error.LifeboatException;
import dev.lifeboat.trust.TrustPin;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Whose trust file is believed. */
public final class OwnerOption {
    /** The option without which nothing is believed. */
    public static final String NAME = "--owner";

    /** Where its value is to be found, for who does not know it. */
    public static final String WHERE = "init printed it, and so does: gpg --show-keys owner.public.asc";

    private static final Pattern FINGERPRINT = Pattern.compile("[0-9A-F]{40}");
    private static final Pattern CATALOG = Pattern.compile("[0-9a-f]{32}");
    private static final int LARGEST_VERSION = 999_999;

    @Option(
            names = NAME,
            required = true,
            paramLabel = "FINGERPRINT",
            description = "Fingerprint of the owner's key, which alone may say who is trusted; init prints it.")
    private String owner = "";

    @Option(
            names = "--catalog",
            paramLabel = "ID",
            description = {
                "Identifier of the source's catalog, as init prints it; another catalog in its place is then refused."
            })
    private @Nullable String catalog;

    @Option(
            names = "--trust-version",
            paramLabel = "N",
            defaultValue = "1",
            description =
                    "Version that the trust file must have at least; an older one means that the store was set back.")
    private int trustVersion = 1;

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
                    "owner '%s' is not a fingerprint of 40 hexadecimal digits: nothing was done".formatted(owner),
                    "give the whole fingerprint; " + WHERE);
        }
        return digits;
    }

    /**
     * All that is known of the source's trust before the store is asked.
     *
     * @throws LifeboatException USAGE if an option is wrong
     */
    public TrustPin pin() {
        if (trustVersion < 1 || trustVersion > LARGEST_VERSION) {
            throw new LifeboatException(
                    ErrorCode.USAGE,
                    "trust version %d is not between 1 and %d: nothing was done"
                            .formatted(trustVersion, LARGEST_VERSION),
                    "see the version with: lifeboat keys show");
        }
        return new TrustPin(
                new KeyFingerprint(fingerprint()),
                trustVersion,
                Optional.ofNullable(catalog).map(OwnerOption::catalog));
    }

    private static CatalogId catalog(String text) {
        if (!CATALOG.matcher(text).matches()) {
            throw new LifeboatException(
                    ErrorCode.USAGE,
                    "catalog '%s' is not an identifier of 32 hexadecimal digits: nothing was done".formatted(text),
                    "see it with: lifeboat keys show");
        }
        return new CatalogId(text);
    }
}
