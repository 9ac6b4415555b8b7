package dev.lifeboat.store;

import dev.lifeboat.store.StoreCall.Kind;

/** An upload whose writes and commit a {@link FaultyStore} counts and fails. */
final class FaultyUpload extends ObjectUpload {
    private final FaultyStore store;
    private final ObjectKey key;
    private final ObjectUpload upload;

    FaultyUpload(FaultyStore store, ObjectKey key, ObjectUpload upload) {
        this.store = store;
        this.key = key;
        this.upload = upload;
    }

    @Override
    public void write(byte[] buffer, int offset, int length) {
        call(Kind.WRITE);
        upload.write(buffer, offset, length);
    }

    @Override
    public CreateOutcome commit(Checksums expected) {
        boolean lost = call(Kind.COMMIT);
        CreateOutcome outcome = upload.commit(expected);
        if (lost) {
            throw store.failure(Kind.COMMIT, key.value());
        }
        return outcome;
    }

    @Override
    public void close() {
        upload.close();
    }

    /** A failure ends the upload, as it does everywhere. */
    private boolean call(Kind kind) {
        try {
            return store.call(kind, key.value());
        } catch (RuntimeException e) {
            upload.close();
            throw e;
        }
    }
}
