package dev.lifeboat.cli;

import dev.lifeboat.backup.Catalog;
import dev.lifeboat.cli.option.CatalogOptions;
import dev.lifeboat.cli.option.NamedFile;
import dev.lifeboat.cli.option.OwnerKeyOption;
import dev.lifeboat.cli.option.PassphraseOption;
import dev.lifeboat.cli.present.Result;
import dev.lifeboat.crypto.Certificate;
import dev.lifeboat.crypto.SigningKey;
import dev.lifeboat.error.ErrorCode;
import dev.lifeboat.error.LifeboatException;
import dev.lifeboat.store.ObjectStore;
import dev.lifeboat.trust.KeyFile;
import dev.lifeboat.trust.NewSigner;
import dev.lifeboat.trust.Role;
import dev.lifeboat.trust.Trust;
import dev.lifeboat.trust.TrustChange;
import dev.lifeboat.trust.TrustFile;
import dev.lifeboat.trust.TrustFiles;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "add",
        description = {
            "Let one more key sign for a role, by publishing the next trust file.",
            "It is a new one, which is saved in the folder of --keys, or one that exists, of --certificate."
        })
final class KeysAddCommand extends Subcommand {
    @Mixin
    private CatalogOptions catalog = new CatalogOptions();

    @Option(
            names = "--role",
            required = true,
            paramLabel = "ROLE",
            description = "What it may sign: backup, copy, prove, retain or operator.")
    private Role role = Role.BACKUP;

    @Option(names = "--keys", paramLabel = "DIR", description = "Make a new key, and save it in this folder.")
    private @Nullable Path keys;

    @Option(
            names = "--certificate",
            paramLabel = "FILE",
            description = "Take the key of this public key, as gpg --armor --export writes it.")
    private @Nullable Path certificate;

    @Mixin
    private OwnerKeyOption owner = new OwnerKeyOption();

    @Mixin
    private PassphraseOption passphrase = new PassphraseOption();

    /**
     * The key that is added.
     *
     * @param files to be saved before it is trusted; none of a key that exists
     */
    private record Added(Certificate certificate, List<KeyFile> files) {}

    @Override
    Result run(Session session) {
        Catalog opened = catalog.open();
        if (keys != null) {
            catalog.directory().ifPresent(new KeyFolder(keys)::requireOutside);
        }
        Instant now = Instant.now();
        Added added = added(opened.trust(), now);
        TrustFile next = new TrustChange(opened.trust(), now).addSigner(role, added.certificate());
        SigningKey signing = owner.open(passphrase.passphrases(session.environment(), session.prompt()), now);
        TrustSummary summary = TrustSummary.of(publish(opened.store(), next, signing, added.files()), now);
        return Result.of(
                "Key %s signs for the role %s.%n%s%s"
                        .formatted(added.certificate().fingerprint(), role.text(), summary.text(), summary.pin()),
                summary);
    }

    private Added added(Trust trust, Instant now) {
        if ((keys == null) == (certificate == null)) {
            throw new LifeboatException(
                    ErrorCode.USAGE,
                    "'lifeboat keys add' needs one of --keys and --certificate: nothing was done",
                    "give --keys DIR for a new key, or --certificate FILE for one that exists");
        }
        if (certificate != null) {
            byte[] content = NamedFile.read(certificate, "certificate");
            return new Added(Certificate.parse(content, "certificate " + certificate), List.of());
        }
        NewSigner signer = NewSigner.generate(trust.source(), role, now);
        return new Added(signer.certificate(), signer.files());
    }

    private Trust publish(ObjectStore store, TrustFile next, SigningKey signing, List<KeyFile> files) {
        if (keys == null) {
            return TrustChange.publish(store, next, signing);
        }
        KeyFolder folder = new KeyFolder(keys);
        boolean made = folder.requireFree(files.stream().map(KeyFile::name).toList());
        try {
            files.forEach(folder::save);
            return TrustChange.publish(store, next, signing);
        } catch (LifeboatException e) {
            if (e.code() != ErrorCode.OBJECT_EXISTS && TrustFiles.mayBeStored(store, next)) {
                throw new LifeboatException(
                        e.code(),
                        "%s; whether the key in %s is trusted is not certain".formatted(e.getMessage(), folder.path()),
                        e.hint() + "; lifeboat keys show says whether it is: if not, remove its files",
                        e);
            }
            files.forEach(folder::remove);
            if (made) {
                folder.discard();
            }
            throw new LifeboatException(e.code(), e.getMessage() + "; no key was made", e.hint(), e);
        }
    }
}
