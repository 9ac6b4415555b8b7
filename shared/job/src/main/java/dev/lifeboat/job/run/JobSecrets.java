package dev.lifeboat.job.run;

import dev.lifeboat.aws.SecretsManager;
import dev.lifeboat.crypto.PrivateKeyFile;
import dev.lifeboat.crypto.PrivateKeys;
import dev.lifeboat.crypto.SigningKey;
import dev.lifeboat.postgres.connect.AddressReader;
import dev.lifeboat.postgres.connect.DatabaseAddress;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** What a job needs of Secrets Manager, read when it is asked for. */
public final class JobSecrets {
    private static final char[] NO_PASSPHRASE = {};

    private final Supplier<SecretsManager> secrets;

    /** @param secrets is asked for at each look, so that whoever needs no secret needs no region */
    public JobSecrets(Supplier<SecretsManager> secrets) {
        this.secrets = secrets;
    }

    /**
     * The private keys that a secret holds, armored and without a passphrase.
     *
     * @param secret its name or ARN
     * @throws dev.lifeboat.error.LifeboatException KEY_MISSING, KEY_UNREADABLE, PASSPHRASE_WRONG or STORE_UNREACHABLE
     */
    public PrivateKeys keys(String secret) {
        return PrivateKeyFile.parse(secrets.get().text(secret), "secret " + secret)
                .unlock(NO_PASSPHRASE);
    }

    /** The one of them that may sign now. */
    public SigningKey signingKey(String secret) {
        return keys(secret).signingKey(Instant.now());
    }

    /**
     * Where a database is, and how to log in to it.
     *
     * @param configured a connection URI that says where it is, over what the secret says of that
     * @param environment with the PG* variables, for what neither says
     * @throws dev.lifeboat.error.LifeboatException KEY_MISSING or STORE_UNREACHABLE, or CONFIGURATION_INVALID if the secret says
     *     too little, or nothing that can be understood
     */
    public DatabaseAddress database(
            String secret, Optional<String> configured, Map<String, String> environment, Consumer<String> warnings) {
        String home = environment.getOrDefault("HOME", System.getProperty("user.home"));
        AddressReader reader = new AddressReader(environment, Path.of(home), System.getProperty("user.name"), warnings);
        return reader.fromSecret(secrets.get().text(secret), "secret " + secret, configured);
    }
}
