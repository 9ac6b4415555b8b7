package dev.lifeboat.cli;

import dev.lifeboat.cli.option.CatalogOptions;
import dev.lifeboat.cli.present.Result;
import dev.lifeboat.error.LifeboatException;
import dev.lifeboat.trust.Role;
import dev.lifeboat.trust.Trust;
import java.time.Instant;
import java.util.Set;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
        name = "show",
        description = "Show who may sign, who can read, and until when; fails if a backup could not be made now.")
final class KeysShowCommand extends Subcommand {
    /** Whoever may sign a backup. */
    static final Set<Role> BACKUP = Set.of(Role.BACKUP, Role.OPERATOR);

    @Mixin
    private CatalogOptions catalog = new CatalogOptions();

    @Override
    Result run(Session session) {
        Trust trust = catalog.open().trust();
        Instant now = Instant.now();
        TrustSummary summary = TrustSummary.of(trust, now);
        Result result = Result.of(summary.text(), summary);
        try {
            trust.recipients(now);
            trust.catalogKey(now);
            trust.requireSomeSigner(BACKUP, now);
            return result;
        } catch (LifeboatException e) {
            return result.failed(e);
        }
    }
}
