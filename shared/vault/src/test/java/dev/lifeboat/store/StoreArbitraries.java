package dev.lifeboat.store;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;

/** Object keys for property tests: short, and often alike, so that they share folders and beginnings. */
public final class StoreArbitraries {
    private StoreArbitraries() {}

    public static Arbitrary<String> keys() {
        Arbitrary<String> first = Arbitraries.strings().withChars("aB0").ofLength(1);
        Arbitrary<String> rest = Arbitraries.strings().withChars("aB0.-_").ofMaxLength(2);
        return first.flatMap(begin -> rest.map(end -> begin + end))
                .list()
                .ofMinSize(1)
                .ofMaxSize(4)
                .map(components -> String.join("/", components));
    }
}
