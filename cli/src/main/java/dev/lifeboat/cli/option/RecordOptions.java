package dev.lifeboat.cli.option;

import dev.lifeboat.crypto.SigningKey;
import dev.lifeboat.error.ErrorCode;
import dev.lifeboat.error.LifeboatException;
import dev.lifeboat.record.Proof;
import dev.lifeboat.record.ProofRecords;
import java.time.Instant;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Whether the outcome becomes a signed record. An option of its own: a key for other signatures may be configured. */
public final class RecordOptions {
    @Option(
            names = "--record",
            description = "Sign the outcome with --signing-key, and store it in the catalog beside the backup.")
    private boolean record;

    @Mixin
    private SigningKeyOption signing = new SigningKeyOption();

    /**
     * Who signs the outcome, if it is to be recorded. Ask before the work: who finds after an hour that nobody may
     * sign it has to do it again.
     *
     * @throws LifeboatException KEY_MISSING if no key is given, KEY_WRONG if it may not sign proofs, or as
     *     {@link SigningKeyOption#open}
     */
    public Optional<SigningKey> signer(Passphrases passphrases, ProofRecords records) {
        if (!record) {
            return Optional.empty();
        }
        SigningKey key = signing.open(passphrases, Instant.now())
                .orElseThrow(() -> new LifeboatException(
                        ErrorCode.KEY_MISSING,
                        "--record signs the outcome, and no signing key is given: nothing was done",
                        "give --signing-key FILE: prove.secret.asc, which init made"));
        records.requireProver(key);
        return Optional.of(key);
    }

    /** Records the outcome; that it cannot be is no reason to keep the outcome from whoever waits for it. */
    public static Recording write(Optional<SigningKey> signer, ProofRecords records, Proof proof, String writer) {
        try {
            return new Recording(signer.map(key -> records.write(proof, key, writer)), Optional.empty());
        } catch (LifeboatException e) {
            return new Recording(Optional.empty(), Optional.of(e));
        }
    }
}
