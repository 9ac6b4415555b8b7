package dev.lifeboat.cli;

import dev.lifeboat.cli.option.NamedFile;
import dev.lifeboat.cli.option.PassphraseOption;
import dev.lifeboat.cli.option.Passphrases;
import dev.lifeboat.cli.option.SourceOption;
import dev.lifeboat.cli.option.StoreOption;
import dev.lifeboat.cli.present.Result;
import dev.lifeboat.crypto.Certificate;
import dev.lifeboat.crypto.PrivateKeyFile;
import dev.lifeboat.error.LifeboatException;
import dev.lifeboat.store.ObjectStore;
import dev.lifeboat.trust.KeyFile;
import dev.lifeboat.trust.NewSource;
import dev.lifeboat.trust.Role;
import dev.lifeboat.trust.SourceSetup;
import dev.lifeboat.trust.TrustFiles;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "init",
        description = {
            "Make a new source: its place in a store, its keys, and the trust file that says whose word counts.",
            "Asks for one passphrase, for the keys of the owner and of the recipient."
        })
final class InitCommand extends Subcommand {
    @Mixin
    private StoreOption store = new StoreOption();

    @Mixin
    private SourceOption source = new SourceOption();

    @Mixin
    private PassphraseOption passphrase = new PassphraseOption();

    @Option(
            names = "--keys",
            required = true,
            paramLabel = "DIR",
            description = "Folder for the new keys, which is made if it is not there; not inside the store.")
    private Path keys = Path.of("");

    @Option(
            names = "--owner-key",
            paramLabel = "FILE",
            description = "Private key to use as the owner's, such as one of gpg's, instead of making one.")
    private @Nullable Path ownerKey;

    @Option(
            names = "--recipient-certificate",
            paramLabel = "FILE",
            description = "Public key to use as the recipient's, such as one of gpg's, instead of making one.")
    private @Nullable Path recipientCertificate;

    @Option(
            names = "--with-role",
            paramLabel = "ROLE",
            description = {
                "Make a signing key for this role as well: copy, retain or operator.",
                "Those of the roles backup and prove are made in any case."
            })
    private List<Role> withRoles = List.of();

    @Override
    Result run(Session session) {
        KeyFolder folder = new KeyFolder(keys);
        store.directory().ifPresent(folder::requireOutside);
        boolean newFolder = store.isNewFolder();
        Optional<ObjectStore> there = newFolder ? Optional.empty() : Optional.of(forNewSource());
        boolean newKeys = folder.requireFree(Stream.concat(
                        Stream.of(SourceConfiguration.NAME), roles().stream().map(InitCommand::secretOf))
                .toList());

        NewSource made;
        ObjectStore opened;
        try {
            made = setup(passphrase.passphrases(session.environment(), session.prompt()), Instant.now())
                    .prepare();
            opened = there.orElseGet(this::forNewSource);
        } catch (LifeboatException e) {
            if (newKeys) {
                folder.discard();
            }
            throw e;
        }
        List<KeyFile> files = new ArrayList<>(made.files());
        files.addAll(onPaper(made.files()));
        files.add(SourceConfiguration.of(made.trust(), store.configuration(), folder.path()));
        files.forEach(folder::save);
        publish(made, opened, folder);
        NewSourceText text = new NewSourceText(made.trust(), store.location(), newFolder, folder.path(), files);
        return Result.of(text.toString(), text.json());
    }

    private ObjectStore forNewSource() {
        ObjectStore opened = store.initialize();
        TrustFiles.requireNoSource(opened, source.name());
        return opened;
    }

    private Set<Role> roles() {
        Set<Role> roles = EnumSet.of(Role.BACKUP, Role.PROVE);
        roles.addAll(withRoles);
        return roles;
    }

    private static String secretOf(Role role) {
        return role.text() + ".secret.asc";
    }

    private SourceSetup setup(Passphrases passphrases, Instant now) {
        SourceSetup setup = new SourceSetup(source.name(), now);
        roles().forEach(setup::newSigner);
        if (ownerKey != null) {
            setup.owner(passphrases.unlock(ownerKey).signingKey(now));
        }
        if (recipientCertificate != null) {
            byte[] content = NamedFile.read(recipientCertificate, "certificate");
            setup.recipient(Certificate.parse(content, "certificate " + recipientCertificate));
        }
        if (ownerKey == null || recipientCertificate == null) {
            char[] chosen = passphrases.choose();
            if (ownerKey == null) {
                setup.newOwner(chosen);
            }
            if (recipientCertificate == null) {
                setup.newRecipient(chosen);
            }
        }
        return setup;
    }

    /** The keys that belong offline, as they are printed; both are locked by the passphrase. */
    private static List<KeyFile> onPaper(List<KeyFile> files) {
        return files.stream()
                .filter(file -> file.secret() && NewSourceText.OFFLINE.contains(NewSourceText.owner(file)))
                .map(InitCommand::onPaper)
                .toList();
    }

    private static KeyFile onPaper(KeyFile file) {
        Certificate certificate =
                PrivateKeyFile.parse(file.content(), file.name()).certificates().getFirst();
        return new KeyFile(
                NewSourceText.owner(file) + ".paper.txt", KeysPaperCommand.page(file.content(), certificate), true);
    }

    private static void publish(NewSource made, ObjectStore store, KeyFolder folder) {
        try {
            made.publish(store);
        } catch (LifeboatException e) {
            throw new LifeboatException(
                    e.code(),
                    "%s; the keys in %s belong to no source".formatted(e.getMessage(), folder.path()),
                    e.hint() + "; then remove those keys, and repeat the command",
                    e);
        }
    }
}
