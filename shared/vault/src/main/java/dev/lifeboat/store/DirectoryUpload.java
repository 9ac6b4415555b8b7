package dev.lifeboat.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;

/** Writes a file of a temporary name in the object's own folder, flushes it, and gives it its name at the commit. */
final class DirectoryUpload extends ObjectUpload {
    /** Java copies what it writes to memory outside the heap, a slice at a time, and keeps that memory. */
    private static final int SLICE = 256 << 10;

    private final DirectoryRoot root;
    private final Placement placement;
    private final ObjectKey key;
    private final Path folder;
    private final Path temporary;
    private final FileChannel channel;
    private final ReceivedBytes received = new ReceivedBytes();
    private boolean open = true;

    DirectoryUpload(DirectoryRoot root, Placement placement, ObjectKey key, Path folder) throws IOException {
        this.root = root;
        this.placement = placement;
        this.key = key;
        this.folder = folder;
        this.temporary = TemporaryName.in(folder);
        this.channel = PrivateFiles.create(temporary);
    }

    @Override
    public void write(byte[] buffer, int offset, int length) {
        requireOpen();
        try {
            writeSlices(buffer, offset, length);
        } catch (IOException e) {
            close();
            throw root.failure().of(e, consequence());
        }
        received.add(buffer, offset, length);
    }

    @Override
    public CreateOutcome commit(Checksums expected) {
        requireOpen();
        try {
            received.confirm(key, expected, root.failure().location());
            BasicFileAttributes finished = finish();
            root.requirePresent(consequence());
            return place(finished);
        } catch (IOException e) {
            throw root.failure().of(e, consequence());
        } finally {
            close();
        }
    }

    @Override
    public void close() {
        open = false;
        try (channel) {
            Files.deleteIfExists(temporary);
        } catch (IOException e) {
            // What is left is one of those files that nobody sees; the outcome of the upload does not hang on it.
        }
    }

    private void writeSlices(byte[] buffer, int offset, int length) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(buffer, offset, length);
        int end = offset + length;
        while (bytes.position() < end) {
            bytes.limit(Math.min(end, bytes.position() + SLICE));
            channel.write(bytes);
        }
    }

    private BasicFileAttributes finish() throws IOException {
        channel.force(true);
        channel.close();
        BasicFileAttributes finished =
                Files.readAttributes(temporary, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        if (finished.size() != received.count()) {
            throw new IOException(
                    "%d bytes were written, the file has %d".formatted(received.count(), finished.size()));
        }
        return finished;
    }

    private CreateOutcome place(BasicFileAttributes finished) throws IOException {
        boolean ours = placement.place(temporary, root.resolve(key.value()));
        makeDurable();
        return ours ? new CreateOutcome.Created(StoreEntry.statusOf(key, finished)) : alreadyThere();
    }

    /** For another writer's object too: what we say is there has to survive a power cut as surely as our own. */
    private void makeDurable() {
        try {
            PrivateFiles.sync(folder);
        } catch (IOException e) {
            throw root.failure().of(e, "object %s is there, but a power cut may lose it".formatted(key));
        }
    }

    private CreateOutcome alreadyThere() throws IOException {
        if (root.find(key.value()).filter(StoreEntry::isFolder).isPresent()) {
            throw root.failure().clash(key, "a folder");
        }
        return new CreateOutcome.AlreadyThere(key);
    }

    private void requireOpen() {
        if (!open) {
            throw new IllegalStateException("the upload of object %s has ended".formatted(key));
        }
    }

    private String consequence() {
        return "object %s is not stored".formatted(key);
    }
}
