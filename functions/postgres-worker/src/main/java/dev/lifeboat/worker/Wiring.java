package dev.lifeboat.worker;

import dev.lifeboat.aws.SecretsManager;
import dev.lifeboat.job.run.JobSecrets;
import dev.lifeboat.job.run.JobSettings;
import dev.lifeboat.lambda.Environment;
import dev.lifeboat.lambda.ProtectedSource;
import dev.lifeboat.lambda.StoreVariables;
import dev.lifeboat.lambda.Writer;
import dev.lifeboat.postgres.backup.BackupOptions;
import dev.lifeboat.postgres.backup.Omission;
import dev.lifeboat.postgres.program.ClientPrograms;
import dev.lifeboat.record.RunPlace;
import dev.lifeboat.store.ObjectStore;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** How the function finds what its jobs do not say: by environment variables, of which docs/aws.md has them all. */
final class Wiring {
    private static final int MOST_JOBS = 128;
    private static final Pattern COMMA = Pattern.compile(",");

    private Wiring() {}

    static JobSettings settings(Environment environment) {
        ProtectedSource source = ProtectedSource.of(environment);
        ObjectStore store =
                StoreVariables.of(environment, "LIFEBOAT_STORE", "LIFEBOAT_").open();
        String signing = environment.require("LIFEBOAT_SIGNING_KEY_SECRET", text -> text);
        String database = environment.require("LIFEBOAT_DATABASE_SECRET", text -> text);
        Optional<String> address = environment.find("LIFEBOAT_DATABASE", text -> text);
        Optional<String> catalogKey = environment.find("LIFEBOAT_CATALOG_KEY_SECRET", text -> text);
        SecretsManager manager = SecretsManager.open();
        JobSecrets secrets = new JobSecrets(() -> manager);
        return new JobSettings(
                source.name(),
                () -> source.catalog(store),
                () -> secrets.signingKey(signing),
                () -> catalogKey.map(secrets::keys),
                warnings -> secrets.database(database, address, environment.variables(), warnings),
                () -> ClientPrograms.find(environment.variables()),
                options(environment),
                RunPlace.LAMBDA,
                Writer.name());
    }

    private static BackupOptions options(Environment environment) {
        BackupOptions usual = BackupOptions.DEFAULT;
        return new BackupOptions(
                environment.number("LIFEBOAT_JOBS", 1, MOST_JOBS, usual.jobs()),
                usual.segmentBytes(),
                omissions(environment),
                usual.lockTimeout());
    }

    private static Set<Omission> omissions(Environment environment) {
        boolean rolePasswords = environment.flag("LIFEBOAT_ROLE_PASSWORDS");
        return environment
                .find(
                        "LIFEBOAT_OMIT",
                        text -> Omission.chosen(COMMA.splitAsStream(text).toList(), rolePasswords))
                .orElseGet(() -> Omission.chosen(List.of(), rolePasswords));
    }
}
