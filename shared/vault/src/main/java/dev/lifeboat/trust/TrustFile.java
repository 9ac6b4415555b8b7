package dev.lifeboat.trust;

import dev.lifeboat.backup.CatalogId;
import dev.lifeboat.backup.SourceName;
import dev.lifeboat.crypto.Certificate;
import dev.lifeboat.json.StrictJson;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Who may sign what, and who can read, for one source: a document that the owner signs.
 *
 * @param format {@link #FORMAT}
 * @param requires features that a reader must know; there are none yet
 * @param version 1, and one more with every later file
 * @param previous the SHA-256 of the file of the version before, 64 lowercase hexadecimal digits; {@link #NONE} in the
 *     first
 * @param issued when the owner signed, by the owner's clock: for people only
 * @param owner the armored certificate of the key that signs this file; its fingerprint is pinned by whoever reads
 * @param catalogKey decrypts indexes, not rows
 */
public record TrustFile(
        String format,
        List<String> requires,
        CatalogId catalog,
        SourceName source,
        int version,
        String previous,
        Instant issued,
        String owner,
        List<TrustedSigner> signers,
        List<TrustedRecipient> recipients,
        TrustedRecipient catalogKey)
        implements SourceDocument {
    public static final String FORMAT = "lifeboat-trust-1";
    /** What stands in the first file where others name their predecessor. */
    public static final String NONE = "none";

    static final int MAX_BYTES = 1 << 20;
    private static final Pattern SHA_256 = Pattern.compile("[0-9a-f]{64}");
    private static final Set<String> KNOWN_FEATURES = Set.of();

    public TrustFile {
        requires = List.copyOf(requires);
        signers = List.copyOf(signers);
        recipients = List.copyOf(recipients);
        if (version < 1 || version > 999_999) {
            throw new IllegalArgumentException("a trust file of version %d".formatted(version));
        }
        if (version == 1 ? !previous.equals(NONE) : !SHA_256.matcher(previous).matches()) {
            throw new IllegalArgumentException("version %d cannot follow '%s'".formatted(version, previous));
        }
        if (recipients.isEmpty()) {
            throw new IllegalArgumentException("a trust file without a recipient");
        }
    }

    /** The first trust file of a source. */
    public static TrustFile first(
            CatalogId catalog,
            SourceName source,
            Instant issued,
            Certificate owner,
            List<TrustedSigner> signers,
            List<TrustedRecipient> recipients,
            TrustedRecipient catalogKey) {
        return new TrustFile(
                FORMAT,
                List.of(),
                catalog,
                source,
                1,
                NONE,
                issued,
                Certificates.armored(owner),
                signers,
                recipients,
                catalogKey);
    }

    /** Reads the text of a trust file, whoever signed it. */
    static TrustFile read(String text, String what) {
        StrictJson.header(text, what).require(FORMAT, KNOWN_FEATURES, what);
        return StrictJson.read(text, TrustFile.class, what);
    }

    Certificate ownerCertificate() {
        return Certificates.parse(owner);
    }
}
