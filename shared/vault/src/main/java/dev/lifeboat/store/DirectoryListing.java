package dev.lifeboat.store;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.function.Consumer;

/** Walks a directory store in key order; holds the entries of one folder a level, whatever the store holds. */
final class DirectoryListing extends Spliterators.AbstractSpliterator<ObjectStatus> {
    private static final String CONSEQUENCE = "its objects are not listed";
    private final DirectoryRoot root;
    private final Deque<Iterator<StoreEntry>> levels = new ArrayDeque<>();

    DirectoryListing(DirectoryRoot root, ListPrefix prefix) {
        super(Long.MAX_VALUE, Spliterator.ORDERED | Spliterator.DISTINCT | Spliterator.NONNULL);
        this.root = root;
        root.requirePresent(CONSEQUENCE);
        if (isFolder(prefix.folder())) {
            levels.push(entries(prefix.folder()));
        }
    }

    @Override
    public boolean tryAdvance(Consumer<? super ObjectStatus> action) {
        while (!levels.isEmpty()) {
            Iterator<StoreEntry> level = levels.peek();
            if (!level.hasNext()) {
                levels.pop();
                continue;
            }
            StoreEntry entry = level.next();
            if (!entry.isFolder()) {
                action.accept(entry.status());
                return true;
            }
            levels.push(entries(entry.relative()));
        }
        return false;
    }

    private boolean isFolder(String relative) {
        try {
            return relative.isEmpty()
                    || root.find(relative).filter(StoreEntry::isFolder).isPresent();
        } catch (IOException e) {
            throw root.failure().of(e, CONSEQUENCE);
        }
    }

    private Iterator<StoreEntry> entries(String folder) {
        try {
            List<StoreEntry> entries = root.entries(folder);
            if (entries.isEmpty()) {
                // An empty folder, or one that was removed meanwhile; or the disk went away.
                root.requirePresent(CONSEQUENCE);
            }
            return entries.iterator();
        } catch (IOException e) {
            throw root.failure().of(e, CONSEQUENCE);
        }
    }
}
