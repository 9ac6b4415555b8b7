package dev.lifeboat.record;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.lifeboat.fingerprint.Fingerprint;
import dev.lifeboat.store.ObjectKey;
import dev.lifeboat.verify.Damage;

/** One line of a record's details, which are encrypted. What a line describes stands in its field {@code entry}. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "entry")
@JsonSubTypes({
    @JsonSubTypes.Type(value = ProofLine.Table.class, name = "table"),
    @JsonSubTypes.Type(value = ProofLine.Damaged.class, name = "damage")
})
public sealed interface ProofLine {
    /**
     * One table that was counted and fingerprinted again.
     *
     * @param rows that were found
     * @param fingerprint of the rows that were found
     * @param matches whether they are those that were backed up
     */
    record Table(String schema, String name, long rows, Fingerprint fingerprint, boolean matches) implements ProofLine {
        public Table {
            if (rows < 0) {
                throw new IllegalArgumentException("%d rows".formatted(rows));
            }
        }
    }

    /**
     * One thing that is wrong with what is stored.
     *
     * @param sentence for people
     */
    record Damaged(Damage.Kind kind, ObjectKey object, String sentence) implements ProofLine {}
}
