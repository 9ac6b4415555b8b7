package dev.lifeboat.cli;

import dev.lifeboat.backup.BackupId;
import dev.lifeboat.backup.Catalog;
import dev.lifeboat.backup.SourceName;
import dev.lifeboat.backup.Tier;
import dev.lifeboat.cli.present.Facts;
import dev.lifeboat.cli.present.Result;
import dev.lifeboat.crypto.KeyFingerprint;
import dev.lifeboat.crypto.SigningKey;
import dev.lifeboat.job.Job;
import dev.lifeboat.job.run.JobRun;
import dev.lifeboat.job.run.JobSettings;
import dev.lifeboat.job.run.Warnings;
import dev.lifeboat.trust.ExpiryWarning;
import dev.lifeboat.trust.Role;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a job would do.
 *
 * @param job the identifier of the backup that it asks for
 * @param stands whether there is that backup already, so that nothing would be done
 * @param database where it is, without a password
 */
record RunPlan(
        BackupId job,
        boolean stands,
        SourceName source,
        List<Tier> tiers,
        String store,
        String database,
        KeyFingerprint signingKey,
        List<String> warnings) {
    static RunPlan of(Job job, JobSettings settings, Instant now) {
        JobRun.requireDoable(job, settings);
        Catalog catalog = settings.catalog().get();
        SigningKey signing = settings.signing().get();
        catalog.trust().requireMaySign(Set.of(Role.BACKUP, Role.OPERATOR), signing.fingerprint(), now);
        var _ = settings.names().get(); // it opens, or this fails as the run would
        Warnings warnings = new Warnings();
        ExpiryWarning.of(catalog.trust(), now).forEach(warnings);
        String database = settings.address().apply(warnings).toString();
        return new RunPlan(
                job.id(),
                catalog.find(job.id()).isPresent(),
                job.source(),
                job.tiers(),
                catalog.store().location(),
                database,
                signing.fingerprint(),
                warnings.all());
    }

    Result result() {
        Facts facts = new Facts()
                .add("source", source)
                .add("database", database)
                .add("store", store)
                .add("kept as", tiers.stream().map(RunPlan::text).collect(Collectors.joining(", ")))
                .add("signed by", signingKey);
        warnings.forEach(warning -> facts.add("warning", warning));
        String sentence = stands ? "was made before; nothing would be done." : "would be made.";
        return Result.of("Backup %s %s%n%s".formatted(job, sentence, facts), this);
    }

    private static String text(Tier tier) {
        return tier.name().toLowerCase(Locale.ROOT);
    }
}
