package dev.lifeboat.cli.option;

import dev.lifeboat.backup.Catalog;
import dev.lifeboat.store.DirectoryStore;
import dev.lifeboat.store.ObjectStore;
import dev.lifeboat.trust.Trust;
import dev.lifeboat.trust.TrustPin;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Which source of which store is copied from, and whose word counts about it, here and where it is copied to. */
public final class FromOptions {
    @Option(
            names = {"--from", "--store"},
            required = true,
            paramLabel = "STORE",
            description =
                    "Where the backups are: a folder, or s3://BUCKET/PREFIX. The options of S3 below are about it.")
    private String from = "";

    @Mixin
    private SourceOption source = new SourceOption();

    @Mixin
    private OwnerOption owner = new OwnerOption();

    @Mixin
    private S3Options s3 = new S3Options();

    /**
     * Opens the catalog, once its trust file was found to be the owner's.
     *
     * @throws dev.lifeboat.error.LifeboatException what is wrong with the options, the store or the trust
     */
    public Catalog open() {
        ObjectStore store = new StorePlace("--from", from).open(s3::open, DirectoryStore::open);
        return new Catalog(store, Trust.load(store, source.name(), owner.pin()));
    }

    /** By which the trust files of both stores are believed. */
    public TrustPin pin() {
        return owner.pin();
    }
}
