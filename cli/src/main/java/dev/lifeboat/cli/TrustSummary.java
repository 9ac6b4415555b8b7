package dev.lifeboat.cli;

import dev.lifeboat.backup.CatalogId;
import dev.lifeboat.backup.SourceName;
import dev.lifeboat.cli.present.Facts;
import dev.lifeboat.cli.present.TextTable;
import dev.lifeboat.crypto.Certificate;
import dev.lifeboat.crypto.KeyFingerprint;
import dev.lifeboat.crypto.RecipientCheck;
import dev.lifeboat.trust.Role;
import dev.lifeboat.trust.Trust;
import dev.lifeboat.trust.TrustFile;
import dev.lifeboat.trust.TrustedRecipient;
import dev.lifeboat.trust.TrustedSigner;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Who is trusted with a source.
 *
 * @param version of the trust file, 1 and more
 * @param owner whose fingerprint is pinned
 * @param readers who can open backups, and the catalog key, which opens their indexes
 */
record TrustSummary(
        SourceName source,
        CatalogId catalog,
        int version,
        Instant issued,
        KeyFingerprint owner,
        List<Signer> signers,
        List<Reader> readers) {
    /**
     * Who may sign.
     *
     * @param until empty if the window stays open
     * @param signsNow whether what it signs now counts
     */
    record Signer(Role role, KeyFingerprint key, String name, Instant from, Optional<Instant> until, boolean signsNow) {
        static Signer of(TrustedSigner signer, Instant now) {
            Optional<Instant> until = Optional.of(signer.until()).filter(end -> !end.equals(TrustedSigner.OPEN_END));
            return new Signer(
                    signer.role(),
                    signer.fingerprint(),
                    nameIn(signer.certificate()),
                    signer.from(),
                    until,
                    !signer.from().isAfter(now)
                            && until.filter(end -> !end.isAfter(now)).isEmpty());
        }
    }

    /**
     * Who can read.
     *
     * @param reads {@code rows}, or {@code indexes} for the catalog key
     * @param key the certificate's primary key
     * @param subkeys that are encrypted to
     * @param expires when the first of them does, empty if none
     * @param problem why nothing may be encrypted to it now, empty if it may
     */
    record Reader(
            String reads,
            KeyFingerprint key,
            String name,
            List<KeyFingerprint> subkeys,
            Optional<Instant> expires,
            Optional<String> problem) {
        static Reader of(String reads, TrustedRecipient recipient, Instant now) {
            List<RecipientCheck> checks = recipient.checks(now);
            return new Reader(
                    reads,
                    recipient.fingerprint(),
                    nameIn(recipient.certificate()),
                    recipient.subkeys(),
                    checks.stream().flatMap(check -> expiry(check).stream()).min(Instant::compareTo),
                    checks.stream()
                            .filter(RecipientCheck.Unusable.class::isInstance)
                            .map(check -> ((RecipientCheck.Unusable) check).reason())
                            .findFirst());
        }

        private static Optional<Instant> expiry(RecipientCheck check) {
            return switch (check) {
                case RecipientCheck.Usable usable -> usable.key().expires();
                case RecipientCheck.ExpiringSoon soon -> Optional.of(soon.expires());
                case RecipientCheck.Unusable unusable -> Optional.empty();
            };
        }
    }

    private static String nameIn(String certificate) {
        return Certificate.parse(certificate, "certificate in a trust file").userId();
    }

    static TrustSummary of(Trust trust, Instant now) {
        TrustFile file = trust.file();
        return new TrustSummary(
                file.source(),
                file.catalog(),
                file.version(),
                file.issued(),
                SourceConfiguration.owner(file),
                file.signers().stream().map(signer -> Signer.of(signer, now)).toList(),
                Stream.concat(
                                file.recipients().stream().map(recipient -> Reader.of("rows", recipient, now)),
                                Stream.of(Reader.of("indexes", file.catalogKey(), now)))
                        .toList());
    }

    /** What whoever changed it has to tell all readers: an older trust file is then refused. */
    String pin() {
        return "To have an older trust file refused, write into every lifeboat.conf: trust-version = %d%n"
                .formatted(version);
    }

    String text() {
        TextTable signing = new TextTable("signs as", "key", "name", "from", "until");
        signers.forEach(signer -> signing.row(
                signer.role().text(),
                signer.key(),
                signer.name(),
                signer.from(),
                signer.until().map(Instant::toString).orElse("further notice")));
        TextTable reading = new TextTable("reads", "key", "name", "expires", "state");
        readers.forEach(reader -> reading.row(
                reader.reads(),
                reader.key(),
                reader.name(),
                reader.expires().map(Instant::toString).orElse("never"),
                reader.problem().map(problem -> "UNUSABLE: it " + problem).orElse("good")));
        Facts facts = new Facts()
                .add("trust file", "version %d of %s".formatted(version, issued))
                .add("catalog", catalog)
                .add("owner", owner.grouped());
        return "Source %s%n%s%n%s%n%s".formatted(source, facts, signing, reading);
    }
}
