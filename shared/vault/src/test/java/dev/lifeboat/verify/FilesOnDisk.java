package dev.lifeboat.verify;

import dev.lifeboat.store.ObjectKey;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;

/** What disks and people do to the files of a directory store. */
public record FilesOnDisk(Path root) {
    public Path file(ObjectKey key) {
        return root.resolve(key.value());
    }

    public byte[] bytes(ObjectKey key) {
        try {
            return Files.readAllBytes(file(key));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public long size(ObjectKey key) {
        return bytes(key).length;
    }

    public String sha256(ObjectKey key) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes(key)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    public void put(ObjectKey key, byte[] bytes) {
        try {
            Files.createDirectories(file(key).getParent());
            Files.write(file(key), bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Turns one bit of the byte in the middle. */
    public void flip(ObjectKey key) {
        byte[] bytes = bytes(key);
        bytes[bytes.length / 2] ^= 0x10;
        put(key, bytes);
    }

    public void cut(ObjectKey key, int left) {
        put(key, Arrays.copyOf(bytes(key), left));
    }

    public void appendByte(ObjectKey key) {
        byte[] bytes = bytes(key);
        put(key, Arrays.copyOf(bytes, bytes.length + 1));
    }

    public void lose(ObjectKey key) {
        try {
            Files.delete(file(key));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public void swap(ObjectKey one, ObjectKey other) {
        byte[] bytes = bytes(one);
        put(one, bytes(other));
        put(other, bytes);
    }
}
