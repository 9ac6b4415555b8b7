package dev.lifeboat.aws;

import dev.lifeboat.store.Checksums;
import dev.lifeboat.store.CreateOutcome;
import dev.lifeboat.store.ObjectKey;
import dev.lifeboat.store.ObjectUpload;
import dev.lifeboat.store.ReceivedBytes;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Gathers an object's bytes in parts. What fits the first part is stored by one request at the commit; of anything bigger,
 * each full part is sent on its way while the next is filled, if there is memory for that, and otherwise at once.
 */
final class S3Upload extends ObjectUpload {
    /** Small objects take no block of the shared memory, so that any number may be open at once. */
    private static final int PAGE = 64 << 10;

    private final Bucket bucket;
    private final PartMemory memory;
    private final ObjectKey key;
    private final Creation creation;
    private @Nullable PartBuffer part;
    private @Nullable Multipart multipart;
    private boolean open = true;

    S3Upload(Bucket bucket, PartMemory memory, ObjectKey key) {
        this.bucket = bucket;
        this.memory = memory;
        this.key = key;
        this.creation = new Creation(bucket, key);
    }

    @Override
    public void write(byte[] buffer, int offset, int length) {
        requireOpen();
        try {
            int written = 0;
            while (written < length) {
                written += withRoom().add(buffer, offset + written, length - written);
            }
        } catch (RuntimeException | Error e) {
            close();
            throw e;
        }
    }

    @Override
    public CreateOutcome commit(Checksums expected) {
        requireOpen();
        try {
            return multipart == null ? commitWhole(expected) : commitParts(multipart, expected);
        } finally {
            close();
        }
    }

    @Override
    public void close() {
        open = false;
        if (part != null) {
            giveBack(part);
            part = null;
        }
        if (multipart != null) {
            multipart.close();
            multipart = null;
        }
    }

    private CreateOutcome commitWhole(Checksums expected) {
        PartBuffer whole = part == null ? new PartBuffer(List.of(new byte[0])) : part;
        confirm(whole.size(), whole.crc32c(), expected);
        return creation.put(whole);
    }

    private CreateOutcome commitParts(Multipart parts, Checksums expected) {
        if (part != null) {
            PartBuffer rest = part;
            part = null;
            parts.send(rest);
        }
        parts.awaitAll();
        confirm(parts.bytes(), parts.crc32c(), expected);
        return creation.complete(parts);
    }

    private void confirm(long bytes, int crc32c, Checksums expected) {
        ReceivedBytes.confirm(
                key,
                bytes,
                HexFormat.of().toHexDigits(crc32c),
                expected,
                bucket.location().toString());
    }

    private PartBuffer withRoom() {
        PartBuffer current = part;
        if (current == null) {
            current = new PartBuffer(List.of(new byte[PAGE]));
        } else if (current.isFull()) {
            current = isPage(current) ? enlarged(current) : afterSending(current);
        }
        part = current;
        return current;
    }

    private PartBuffer enlarged(PartBuffer page) {
        PartBuffer first = new PartBuffer(memory.take(1));
        first.addAll(page);
        return first;
    }

    private PartBuffer afterSending(PartBuffer full) {
        if (multipart == null) {
            multipart = creation.inParts(memory);
        }
        Multipart parts = multipart;
        int blocks = PartSizes.blocks(parts.count() + 2, memory.most());
        Optional<List<byte[]>> next = memory.takeNow(blocks);
        part = null; // from here on it is the parts' to give back
        if (next.isPresent()) {
            parts.sendLater(full);
            return new PartBuffer(next.get());
        }
        parts.send(full);
        return new PartBuffer(memory.take(blocks));
    }

    private void giveBack(PartBuffer buffer) {
        if (!isPage(buffer)) {
            memory.giveBack(buffer.blocks());
        }
    }

    private static boolean isPage(PartBuffer buffer) {
        return buffer.blocks().getFirst().length != PartMemory.BLOCK;
    }

    private void requireOpen() {
        if (!open) {
            throw new IllegalStateException("the upload of object %s has ended".formatted(key));
        }
    }
}
