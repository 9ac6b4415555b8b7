package dev.lifeboat.cli.option;

import dev.lifeboat.backup.Catalog;
import dev.lifeboat.store.ObjectStore;
import dev.lifeboat.trust.Trust;
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
        ObjectStore opened = store.open();
        return new Catalog(opened, Trust.load(opened, source.name(), owner.pin()));
    }
}
