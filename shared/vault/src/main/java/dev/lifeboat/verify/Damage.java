package dev.lifeboat.verify;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.lifeboat.store.ObjectKey;
import java.util.Comparator;

/**
 * One thing that is wrong with a backup.
 *
 * @param seen what is wrong with the object, and what was expected, as the middle of a sentence
 */
public record Damage(Kind kind, ObjectKey object, String seen, Touched touched) {
    /** In the order of the objects' keys. */
    static final Comparator<Damage> ORDER = Comparator.comparing(Damage::object).thenComparing(Damage::sentence);

    /** What kind of thing. */
    public enum Kind {
        /** The object is not in the store. */
        @JsonProperty("missing")
        MISSING,
        /** It has more or fewer bytes than were stored. */
        @JsonProperty("size")
        SIZE,
        /** Its bytes are not those that were stored. */
        @JsonProperty("checksum")
        CHECKSUM,
        /** The store has something there that is no object, or that changes while it is read. */
        @JsonProperty("unreadable")
        UNREADABLE,
        /** Its bytes are those that were stored, but they do not decrypt or decompress. */
        @JsonProperty("decryption")
        DECRYPTION,
        /** It decrypts, but its rows are not those that the index describes. */
        @JsonProperty("content")
        CONTENT,
        /** Manifest, objects list and index contradict one another. */
        @JsonProperty("disagreement")
        DISAGREEMENT
    }

    /** The same, when more is known of what it touches. */
    Damage touching(Touched known) {
        return new Damage(kind, object, seen, known);
    }

    /** The whole of it, for people: object, what is wrong, and what follows. */
    public String sentence() {
        return "object %s %s: %s".formatted(object, seen, touched.consequence());
    }
}
