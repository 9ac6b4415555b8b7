package dev.lifeboat.store;

import java.nio.file.attribute.BasicFileAttributes;
import java.util.Comparator;

/** A regular file or a folder inside a directory store, by its path below the root, with {@code /} between names. */
record StoreEntry(String relative, BasicFileAttributes attributes) {
    /** The order of the keys of the objects that these are or hold: a folder counts as its name with {@code /}. */
    static final Comparator<StoreEntry> KEY_ORDER = Comparator.comparing(StoreEntry::orderedBy);

    boolean isFolder() {
        return attributes.isDirectory();
    }

    ObjectStatus status() {
        return statusOf(new ObjectKey(relative), attributes);
    }

    static ObjectStatus statusOf(ObjectKey key, BasicFileAttributes attributes) {
        return new ObjectStatus(
                key, attributes.size(), attributes.lastModifiedTime().toInstant());
    }

    private String orderedBy() {
        return isFolder() ? relative + "/" : relative;
    }
}
