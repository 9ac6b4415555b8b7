package dev.lifeboat.postgres;

import dev.lifeboat.backup.BackupId;
import dev.lifeboat.backup.BackupIndex;
import dev.lifeboat.backup.BackupKind;
import dev.lifeboat.backup.BackupOutcome;
import dev.lifeboat.backup.BackupReader;
import dev.lifeboat.backup.BackupSecrets;
import dev.lifeboat.backup.Catalog;
import dev.lifeboat.backup.Manifest;
import dev.lifeboat.backup.ObjectsList;
import dev.lifeboat.backup.SourceName;
import dev.lifeboat.backup.Tier;
import dev.lifeboat.crypto.KeyFingerprint;
import dev.lifeboat.crypto.PrivateKeyFile;
import dev.lifeboat.crypto.PrivateKeys;
import dev.lifeboat.crypto.SigningKey;
import dev.lifeboat.postgres.backup.BackupOptions;
import dev.lifeboat.postgres.backup.BackupStep;
import dev.lifeboat.postgres.backup.Definitions;
import dev.lifeboat.postgres.backup.ProgramDefinitions;
import dev.lifeboat.postgres.backup.TakeBackup;
import dev.lifeboat.postgres.connect.AddressReader;
import dev.lifeboat.postgres.connect.DatabaseAddress;
import dev.lifeboat.postgres.inventory.ServerFacts;
import dev.lifeboat.postgres.program.ClientPrograms;
import dev.lifeboat.postgres.restore.PostgresRestore;
import dev.lifeboat.postgres.restore.RestoreOptions;
import dev.lifeboat.postgres.restore.RestoreReport;
import dev.lifeboat.postgres.restore.RestoreSource;
import dev.lifeboat.postgres.restore.RestoreTarget;
import dev.lifeboat.postgres.sql.Database;
import dev.lifeboat.postgres.sql.SessionDatabase;
import dev.lifeboat.progress.Progress;
import dev.lifeboat.store.ObjectStore;
import dev.lifeboat.testing.PostgresServer;
import dev.lifeboat.trust.KeyFile;
import dev.lifeboat.trust.NewSource;
import dev.lifeboat.trust.Role;
import dev.lifeboat.trust.SourceSetup;
import dev.lifeboat.trust.Trust;
import dev.lifeboat.trust.TrustPin;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A store with a source named shop in it, its keys, and backups and restores in one line. */
public final class TestVault {
    private static final char[] PASSPHRASE = "a passphrase for tests".toCharArray();
    private static final String PIN = "owner.pin";
    private static final AtomicLong IDS = new AtomicLong();

    private final ObjectStore store;
    private final Map<String, String> keyFiles;
    private final TrustPin pin;

    private TestVault(ObjectStore store, Map<String, String> keyFiles, TrustPin pin) {
        this.store = store;
        this.keyFiles = keyFiles;
        this.pin = pin;
    }

    /** Makes the source in an empty store. */
    public TestVault(ObjectStore store) {
        this.store = store;
        NewSource source = new SourceSetup(new SourceName("shop"), Instant.now().minusSeconds(60))
                .newOwner(PASSPHRASE)
                .newRecipient(PASSPHRASE)
                .newSigner(Role.BACKUP)
                .newSigner(Role.PROVE)
                .newSigner(Role.OPERATOR)
                .prepare();
        pin = source.publish(store);
        keyFiles = source.files().stream().collect(Collectors.toMap(KeyFile::name, KeyFile::content));
    }

    /** Saves the keys for another process, which opens the same store with {@link #open}. */
    public void saveKeys(Path folder) throws IOException {
        for (Map.Entry<String, String> file : keyFiles.entrySet()) {
            Files.writeString(folder.resolve(file.getKey()), file.getValue());
        }
        Files.writeString(folder.resolve(PIN), pin.owner().toString());
    }

    /** The source of another process. */
    public static TestVault open(ObjectStore store, Path folder) throws IOException {
        Map<String, String> files = new HashMap<>();
        try (Stream<Path> saved = Files.list(folder)) {
            for (Path file : saved.toList()) {
                files.put(file.getFileName().toString(), Files.readString(file));
            }
        }
        String owner = Optional.ofNullable(files.remove(PIN)).orElseThrow();
        return new TestVault(store, files, new TrustPin(new KeyFingerprint(owner)));
    }

    public ObjectStore store() {
        return store;
    }

    /** The content of a key file that init gives, such as {@code recipient.secret.asc}. */
    public String keyFile(String name) {
        return Optional.ofNullable(keyFiles.get(name)).orElseThrow();
    }

    /** What protects the keys of owner and recipient. */
    public static String passphrase() {
        return String.valueOf(PASSPHRASE);
    }

    /** The fingerprint that a reader pins. */
    public KeyFingerprint owner() {
        return pin.owner();
    }

    public PrivateKeys keys(String file) {
        return PrivateKeyFile.parse(keyFile(file), file).unlock(PASSPHRASE);
    }

    public SigningKey signing() {
        return keys("backup.secret.asc").signingKey(Instant.now());
    }

    public Catalog catalog() {
        return catalog(store);
    }

    public Catalog catalog(ObjectStore through) {
        return new Catalog(through, Trust.load(through, new SourceName("shop"), pin));
    }

    /** An identifier that was not given before. */
    public static BackupId newId() {
        Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS).minus(1, ChronoUnit.DAYS);
        return new BackupId(now.plusSeconds(IDS.incrementAndGet()), BackupKind.FULL);
    }

    public static DatabaseAddress address(PostgresServer server, String database) {
        return address(server, database, PostgresServer.SUPERUSER);
    }

    /** A database as a role reaches it. */
    public static DatabaseAddress address(PostgresServer server, String database, String role) {
        return new AddressReader(Map.of(), Path.of("/nonexistent"), "postgres", warning -> {})
                .fromSecret(server.uri(database, role));
    }

    public static ClientPrograms programs() {
        return ClientPrograms.find(System.getenv());
    }

    /** Takes a full backup. */
    public Manifest backup(PostgresServer server, String database, BackupOptions options) {
        return backup(server, database, options, BackupStep.Listener.NONE);
    }

    public Manifest backup(
            PostgresServer server, String database, BackupOptions options, BackupStep.Listener listener) {
        return take(
                        store,
                        new SessionDatabase(address(server, database), "lifeboat backup"),
                        server,
                        database,
                        newId(),
                        options,
                        listener)
                .manifest();
    }

    /** Takes a backup through a store and a database of the caller's. */
    public BackupOutcome take(
            ObjectStore through,
            Database from,
            PostgresServer server,
            String database,
            BackupId id,
            BackupOptions options,
            BackupStep.Listener listener) {
        return take(through, from, definitions(server, database), id, options, listener);
    }

    /** What has the client programs write a database's definitions. */
    public static Function<ServerFacts, Definitions> definitions(PostgresServer server, String database) {
        DatabaseAddress address = address(server, database);
        return facts -> new ProgramDefinitions(programs().forServer(facts.major()), address, facts.encoding());
    }

    /** Takes a backup with definitions of the caller's. */
    public BackupOutcome take(
            ObjectStore through,
            Database from,
            Function<ServerFacts, Definitions> definitions,
            BackupId id,
            BackupOptions options,
            BackupStep.Listener listener) {
        return new TakeBackup(catalog(through), from, definitions, signing(), options, Clock.systemUTC())
                .run(id, List.of(Tier.MANUAL), "lifeboat test", Progress.none(), listener);
    }

    public RestoreSource source(Manifest manifest) {
        return source(manifest, store);
    }

    /** A backup as it is read through a store of the caller's. */
    public RestoreSource source(Manifest manifest, ObjectStore through) {
        Catalog catalog = catalog();
        BackupSecrets secrets = catalog.secrets(catalog.read(manifest.id()), keys("recipient.secret.asc"));
        ObjectsList objects = ObjectsList.read(through, manifest);
        return new RestoreSource(
                manifest, objects, BackupIndex.read(through, secrets), new BackupReader(through, objects, secrets));
    }

    /** Restores into a database that is there. */
    public RestoreReport restore(Manifest manifest, PostgresServer server, String database, RestoreOptions options) {
        return PostgresRestore.prepare(source(manifest), target(server, database, false), options)
                .run(Progress.none());
    }

    /** Restores into a database that the restore makes. */
    public RestoreReport restoreCreating(
            Manifest manifest, PostgresServer server, String database, RestoreOptions options) {
        return PostgresRestore.prepare(source(manifest), target(server, database, true), options)
                .run(Progress.none());
    }

    public static RestoreTarget target(PostgresServer server, String database, boolean create) {
        return new RestoreTarget(address(server, database), address(server, "postgres"), programs(), create);
    }
}
