package dev.lifeboat.cli.option;

import dev.lifeboat.aws.SecretsManager;
import dev.lifeboat.crypto.PrivateKeys;
import dev.lifeboat.crypto.SigningKey;
import dev.lifeboat.job.run.JobSecrets;
import dev.lifeboat.postgres.connect.DatabaseAddress;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Names or ARNs of secrets in AWS Secrets Manager, in the place of files. */
public final class SecretOptions {
    @Option(
            names = "--database-secret",
            paramLabel = "SECRET",
            description = {
                "Secret of AWS Secrets Manager with the database's login: a connection URI, or the JSON that RDS keeps.",
                "Where that does not say where the database is, --database does."
            })
    private @Nullable String database;

    @Option(
            names = "--signing-key-secret",
            paramLabel = "SECRET",
            description =
                    "Secret whose text is backup.secret.asc, without a passphrase; in the place of --signing-key.")
    private @Nullable String signingKey;

    @Option(
            names = "--catalog-key-secret",
            paramLabel = "SECRET",
            description = "Secret whose text is catalog.secret.asc; in the place of --catalog-key.")
    private @Nullable String catalogKey;

    private final JobSecrets secrets = new JobSecrets(SecretsManager::open);

    /** The address that a secret gives, if one is named. */
    public Optional<DatabaseAddress> database(
            Optional<String> configured, Map<String, String> environment, Consumer<String> warnings) {
        return Optional.ofNullable(database).map(secret -> secrets.database(secret, configured, environment, warnings));
    }

    /** The key that signs, if a secret with it is named. */
    public Optional<SigningKey> signingKey() {
        return Optional.ofNullable(signingKey).map(secrets::signingKey);
    }

    /** The key that opens names, if a secret with it is named. */
    public Optional<PrivateKeys> catalogKey() {
        return Optional.ofNullable(catalogKey).map(secrets::keys);
    }
}
