package dev.lifeboat.cli.option;

import dev.lifeboat.aws.S3Location;
import dev.lifeboat.store.DeletingStore;
import dev.lifeboat.store.DirectoryStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Where the backups are: a folder, or a bucket. */
public final class StoreOption {
    @Option(
            names = "--store",
            required = true,
            paramLabel = "STORE",
            description = "Where the backups are: a folder, such as a mounted NAS, or s3://BUCKET/PREFIX.")
    private String store = "";

    @Mixin
    private S3Options s3 = new S3Options();

    /**
     * Opens the store that is there.
     *
     * @throws dev.lifeboat.error.LifeboatException USAGE if the options name none, or what is wrong with it
     */
    public DeletingStore open() {
        return place().open(s3::open, DirectoryStore::open);
    }

    /**
     * Makes the place a store, or opens the one that it is.
     *
     * @throws dev.lifeboat.error.LifeboatException USAGE if the options name none, or what is wrong with it
     */
    public DeletingStore initialize() {
        return place().open(s3::initialize, DirectoryStore::initialize);
    }

    /** The folder, if the store is one. */
    public Optional<Path> directory() {
        return bucket().isPresent() ? Optional.empty() : Optional.of(path());
    }

    /** Whether the store is a folder that is not there yet. */
    public boolean isNewFolder() {
        return directory().filter(folder -> !Files.exists(folder)).isPresent();
    }

    /** The store in words that name it from any folder: an absolute path, or a URI. */
    public String location() {
        return bucket().map(Object::toString).orElseGet(() -> path().toString());
    }

    /** The lines of a configuration file that name it. */
    public String configuration() {
        String named = "store = " + location() + "\n";
        return bucket().isPresent() ? named + s3.configuration() : named;
    }

    private Optional<S3Location> bucket() {
        return place().bucket();
    }

    private Path path() {
        return place().path();
    }

    private StorePlace place() {
        return new StorePlace("--store", store);
    }
}
