package dev.lifeboat.cli.option;

import dev.lifeboat.aws.S3Store;
import dev.lifeboat.backup.Catalog;
import dev.lifeboat.health.OffsiteCopies;
import dev.lifeboat.store.DirectoryStore;
import dev.lifeboat.store.ObjectStore;
import dev.lifeboat.trust.Trust;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which store should hold a copy of every backup. */
public final class OffsiteOptions {
    @Option(
            names = "--offsite",
            paramLabel = "STORE",
            description = "Store that should hold a copy of every backup: a folder, or s3://BUCKET/PREFIX.")
    private @Nullable String offsite;

    @Option(
            names = "--offsite-endpoint-url",
            paramLabel = "URL",
            description = "Server of an s3:// store of --offsite that is compatible with S3; AWS's own unless given.")
    private @Nullable String endpoint;

    @Option(names = "--offsite-path-style", description = "The same as --path-style, of --offsite.")
    private boolean pathStyle;

    @Option(
            names = "--offsite-region",
            paramLabel = "REGION",
            description = "Region of the bucket of --offsite; AWS_REGION, the profile's or the machine's unless given.")
    private @Nullable String region;

    /** The copies there, if a store was named; it is opened when they are looked at. */
    public Optional<OffsiteCopies> copies(CatalogOptions catalog) {
        return Optional.ofNullable(offsite)
                .map(place -> new OffsiteCopies(place, () -> open(new StorePlace("--offsite", place), catalog)));
    }

    private Catalog open(StorePlace place, CatalogOptions catalog) {
        ObjectStore store = place.open(
                bucket -> S3Store.open(
                        bucket,
                        S3Given.toRead("--offsite-", endpoint, pathStyle, region)
                                .settings()),
                DirectoryStore::open);
        return new Catalog(store, Trust.load(store, catalog.source(), catalog.pin()));
    }
}
