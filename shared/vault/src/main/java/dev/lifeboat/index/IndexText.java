package dev.lifeboat.index;

import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** What the fields of an index line must be like, beyond their JSON types. */
final class IndexText {
    private static final long MAX_OID = 0xFFFF_FFFFL;
    private static final Pattern TRANSACTION_ID = Pattern.compile("[1-9][0-9]{0,19}");

    private IndexText() {}

    /** Object identifiers have 32 bits, and none is 0. */
    static void requireOid(long oid) {
        if (oid < 1 || oid > MAX_OID) {
            throw new IllegalArgumentException("object identifier %d".formatted(oid));
        }
    }

    static void requireOids(List<Long> oids) {
        oids.forEach(IndexText::requireOid);
    }

    /** A 64-bit transaction id, unsigned and in decimal. */
    static void requireTransactionId(String text) {
        if (!TRANSACTION_ID.matcher(text).matches()) {
            throw new IllegalArgumentException("transaction id '%s'".formatted(text));
        }
    }

    /** One of the words that a field may hold; they go into statements as they are. */
    static void requireOneOf(Set<String> words, String word) {
        if (!words.contains(word)) {
            throw new IllegalArgumentException("'%s' is none of %s".formatted(word, words));
        }
    }
}
