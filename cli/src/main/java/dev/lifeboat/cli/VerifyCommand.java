package dev.lifeboat.cli;

import dev.lifeboat.backup.Catalog;
import dev.lifeboat.backup.Manifest;
import dev.lifeboat.cli.option.CatalogOptions;
import dev.lifeboat.cli.option.JobsOption;
import dev.lifeboat.cli.option.KeyOptions;
import dev.lifeboat.cli.option.PassphraseOption;
import dev.lifeboat.cli.option.Passphrases;
import dev.lifeboat.cli.option.RecordOptions;
import dev.lifeboat.cli.option.Recording;
import dev.lifeboat.cli.present.Result;
import dev.lifeboat.crypto.PrivateKeys;
import dev.lifeboat.crypto.SigningKey;
import dev.lifeboat.postgres.backup.SourceDatabase;
import dev.lifeboat.record.Proof;
import dev.lifeboat.record.ProofRecords;
import dev.lifeboat.trust.SignedDocument;
import dev.lifeboat.verify.Depth;
import dev.lifeboat.verify.VerificationReport;
import dev.lifeboat.verify.VerifyBackup;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "verify",
        description = {
            "Find out whether a backup is still what was stored, and who would miss what is not.",
            "presence looks for every object and its size. checksums reads every stored byte, without a private key.",
            "content also decrypts, counts and fingerprints every row, and needs a recipient's key. Each finds what",
            "the ones before it find. With a recipient's or the catalog key, damage is named by the tables it touches."
        })
final class VerifyCommand extends Subcommand {

    @Parameters(
            paramLabel = "BACKUP",
            description = "Identifier of the backup, its beginning, or latest; see them with lifeboat list.")
    private String backup = "";

    @Mixin
    private CatalogOptions catalog = new CatalogOptions();

    @Mixin
    private KeyOptions keys = new KeyOptions();

    @Mixin
    private RecordOptions record = new RecordOptions();

    @Mixin
    private PassphraseOption passphrase = new PassphraseOption();

    @Option(
            names = "--depth",
            paramLabel = "DEPTH",
            description = "presence, checksums or content; content if a key is given, otherwise checksums.")
    private @Nullable Depth depth;

    @Mixin
    private JobsOption jobs = new JobsOption(2);

    @Override
    Result run(Session session) {
        int atOnce = jobs.count();
        Catalog opened = catalog.open();
        SignedDocument<Manifest> manifest = opened.find(backup);
        Passphrases passphrases = passphrase.passphrases(session.environment(), session.prompt());
        ProofRecords records = new ProofRecords(opened, Clock.systemUTC());
        Optional<SigningKey> signer = record.signer(passphrases, records);
        Optional<PrivateKeys> given = keys.unlocked(passphrases);
        Depth chosen = depth != null ? depth : given.isPresent() ? Depth.CONTENT : Depth.CHECKSUMS;
        VerificationReport report = new VerifyBackup(opened, atOnce).run(manifest, chosen, given, session.progress());
        Recording recording = RecordOptions.write(
                signer,
                records,
                Proof.of(manifest, report),
                "lifeboat " + Version.current().version());
        List<String> warnings = CoveredWarning.say(session, opened, manifest.content());
        Optional<String> database = given.filter(_ -> report.isSound())
                .map(opening -> SourceDatabase.of(opened, manifest, opening).name());
        Verified verified = Verified.of(report, database, warnings, recording.key());
        Result result = Result.of(verified.text(manifest.content().totals()) + recording.text(), verified);
        return report.failure().or(recording::failure).map(result::failed).orElse(result);
    }
}
