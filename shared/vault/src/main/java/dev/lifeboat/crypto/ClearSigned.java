package dev.lifeboat.crypto;

import dev.lifeboat.error.ErrorCode;
import dev.lifeboat.error.LifeboatException;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * Documents that carry their signature with them: OpenPGP's cleartext signature framework (RFC 4880, 7), as {@code gpg
 * --clearsign} writes it and {@code gpg --verify} reads it.
 *
 * <p>Text and document stand for each other one to one: there is exactly one document for a text and a signature, and any
 * other spelling of it is refused. So what a reader parses is what was signed, to the byte.
 */
public final class ClearSigned {
    private ClearSigned() {}

    /**
     * A text whose signature was right.
     *
     * @param signer the key that made the signature, primary or subkey
     * @param certificate the primary key of the signer's certificate
     */
    public record Verified(String text, KeyFingerprint signer, KeyFingerprint certificate) {}

    /**
     * Signs a text.
     *
     * @param text lines of at most 19,000 bytes that end with a line feed, without carriage returns and without blanks at
     *     their ends
     * @throws IllegalArgumentException if the text is not so
     */
    public static String sign(String text, SigningKey key) {
        if (!CleartextDocument.isCanonical(text)) {
            throw new IllegalArgumentException(
                    "a text to be signed has a line that is not ended, ends with a blank, or is over 19000 bytes long");
        }
        TextSignature signature = TextSignature.make(text, key);
        return new CleartextDocument(text, signature.hashName(), signature.armored()).render();
    }

    /**
     * Reads a document and verifies its signature.
     *
     * @param what what is read, for errors: {@code manifest shop/manifests/...}
     * @param maxBytes a larger document is refused unread
     * @param signers finds the key of a fingerprint if its signatures count; it may instead throw SIGNER_UNTRUSTED itself,
     *     saying why they do not
     * @throws LifeboatException SIGNATURE_INVALID if the document is not exactly as {@link #sign} writes it, or was
     *     changed; SIGNER_UNTRUSTED if the signer's signatures do not count
     */
    public static Verified verify(
            byte[] document, String what, int maxBytes, Function<KeyFingerprint, Optional<VerificationKey>> signers) {
        return verify(document, what, maxBytes, (signer, unverified) -> signers.apply(signer));
    }

    /**
     * Reads a document that may itself carry the certificate of its signer; see {@link #verify(byte[], String, int,
     * Function)}.
     *
     * @param signers is also given the text, which is not verified yet: whatever it takes from there, it must compare
     *     with something that it already trusts
     */
    public static Verified verify(
            byte[] document,
            String what,
            int maxBytes,
            BiFunction<KeyFingerprint, String, Optional<VerificationKey>> signers) {
        if (document.length > maxBytes) {
            throw invalid(what, "it is larger than %d bytes".formatted(maxBytes));
        }
        CleartextDocument parsed = Utf8.decode(document)
                .flatMap(CleartextDocument::parse)
                .orElseThrow(() -> invalid(what, "it is not one clear-signed text"));
        TextSignature signature = TextSignature.parse(parsed.armor())
                .filter(candidate -> candidate.hashName().equals(parsed.hashName()))
                .orElseThrow(() -> invalid(what, "its signature is not one of a text by SHA-256, SHA-384 or SHA-512"));
        VerificationKey key =
                signers.apply(signature.signer(), parsed.text()).orElseThrow(() -> untrusted(what, signature.signer()));
        if (!signature.verifies(parsed.text(), key)) {
            throw invalid(what, "it is not what key %s signed".formatted(signature.signer()));
        }
        return new Verified(parsed.text(), signature.signer(), key.certificate());
    }

    private static LifeboatException invalid(String what, String why) {
        return new LifeboatException(
                ErrorCode.SIGNATURE_INVALID,
                "%s has no valid signature (%s): it is not used".formatted(what, why),
                "use another copy of this store, and find out who could write to this one");
    }

    private static LifeboatException untrusted(String what, KeyFingerprint signer) {
        return new LifeboatException(
                ErrorCode.SIGNER_UNTRUSTED,
                "%s is signed by key %s, which nothing here trusts: it is not used".formatted(what, signer),
                "check whose key that is; the owner can add it to the trust file");
    }
}
