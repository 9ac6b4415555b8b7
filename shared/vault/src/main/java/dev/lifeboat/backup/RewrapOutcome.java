package dev.lifeboat.backup;

import dev.lifeboat.crypto.EncryptionKey;
import dev.lifeboat.error.LifeboatException;
import dev.lifeboat.store.ObjectKey;
import java.util.List;

/** What became of one backup that was to be opened by all present recipients. */
public sealed interface RewrapOutcome {
    BackupId backup();

    /** They can open it already: nothing was written. */
    record Open(BackupId backup) implements RewrapOutcome {}

    /**
     * A run would let those keys open it, and this one wrote nothing.
     *
     * @param added one or more
     */
    record Due(BackupId backup, List<EncryptionKey> added) implements RewrapOutcome {
        public Due {
            added = List.copyOf(added);
        }
    }

    /**
     * Those keys open it from now on.
     *
     * @param added one or more
     * @param record where the record lies by which they do
     */
    record Rewrapped(BackupId backup, List<EncryptionKey> added, ObjectKey record) implements RewrapOutcome {
        public Rewrapped {
            added = List.copyOf(added);
        }
    }

    /** It is as it was, and some of them cannot open it: the private keys given do not, or what is stored is damaged. */
    record Failed(BackupId backup, LifeboatException why) implements RewrapOutcome {}
}
