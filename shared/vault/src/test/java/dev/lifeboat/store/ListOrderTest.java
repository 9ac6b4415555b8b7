package dev.lifeboat.store;

import static dev.lifeboat.store.StoreActions.keys;
import static dev.lifeboat.store.StoreActions.put;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Locale;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** A directory lists whatever keys it holds as the in-memory store does. */
class ListOrderTest {
    @Property(tries = 60)
    void aDirectoryListsAnyKeysInTheirOrder(@ForAll("keySets") Set<String> keys) throws IOException {
        Path folder = Files.createTempDirectory("lifeboat-list-order");
        try {
            DirectoryStore directory = DirectoryStore.initialize(folder);
            MemoryStore memory = new MemoryStore();
            for (String key : keys) {
                put(directory, key, key);
                put(memory, key, key);
            }
            assertThat(keys(directory, ""))
                    .isEqualTo(new TreeSet<>(keys).stream().toList());
            for (String prefix : prefixes(keys)) {
                assertThat(keys(directory, prefix)).as(prefix).isEqualTo(keys(memory, prefix));
            }
        } finally {
            delete(folder);
        }
    }

    @Provide
    Arbitrary<Set<String>> keySets() {
        return StoreArbitraries.keys().set().ofMaxSize(20).map(ListOrderTest::withoutClashes);
    }

    /** No key that is a folder of another, and none that differs from another by case only. */
    private static Set<String> withoutClashes(Set<String> keys) {
        TreeMap<String, String> kept = new TreeMap<>();
        Set<String> folders = prefixes(keys);
        for (String key : keys) {
            if (!folders.contains(key + "/")) {
                kept.putIfAbsent(key.toLowerCase(Locale.ROOT), key);
            }
        }
        return Set.copyOf(kept.values());
    }

    private static Set<String> prefixes(Set<String> keys) {
        Set<String> prefixes = new TreeSet<>();
        for (String key : keys) {
            for (int slash = key.indexOf('/'); slash >= 0; slash = key.indexOf('/', slash + 1)) {
                prefixes.add(key.substring(0, slash + 1));
            }
        }
        return prefixes;
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
