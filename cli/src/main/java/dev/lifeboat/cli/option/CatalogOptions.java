package dev.lifeboat.cli.option;

import dev.lifeboat.backup.Catalog;
import dev.lifeboat.backup.SourceName;
import dev.lifeboat.retention.Tidy;
import dev.lifeboat.store.DeletingStore;
import dev.lifeboat.store.ObjectStore;
import dev.lifeboat.trust.Trust;
import dev.lifeboat.trust.TrustPin;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import picocli.CommandLine.Mixin;

/** Which source of which store, and whose word counts about it. */
public final class CatalogOptions {
    @Mixin
    private StoreOption store = new StoreOption();

    @Mixin
    private SourceOption source = new SourceOption();

    @Mixin
    private OwnerOption owner = new OwnerOption();

    /**
     * Opens the catalog, once its trust file was found to be the owner's.
     *
     * @throws dev.lifeboat.error.LifeboatException what is wrong with the options, the store or the trust
     */
    public Catalog open() {
        return catalog(store.open());
    }

    /** The same for tidying, which alone removes what lies there. */
    public Tidy openToTidy() {
        DeletingStore opened = store.open();
        return new Tidy(catalog(opened), opened, Clock.systemUTC());
    }

    /** Of which source. */
    public SourceName source() {
        return source.name();
    }

    /** By which trust files of that source are believed. */
    public TrustPin pin() {
        return owner.pin();
    }

    /** The store's folder, if it is one. */
    public Optional<Path> directory() {
        return store.directory();
    }

    private Catalog catalog(ObjectStore opened) {
        return new Catalog(opened, Trust.load(opened, source.name(), owner.pin()));
    }
}
