package dev.lifeboat.aws;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.zip.CRC32C;
import software.amazon.awssdk.core.sync.RequestBody;

/** The bytes of one part, in blocks of equal length, and their CRC-32C. They are sent from where they lie. */
final class PartBuffer {
    private static final String TYPE = "application/octet-stream";

    private final List<byte[]> blocks;
    private final int block;
    private final CRC32C crc32c = new CRC32C();
    private long size;

    PartBuffer(List<byte[]> blocks) {
        this.blocks = List.copyOf(blocks);
        this.block = blocks.getFirst().length;
    }

    /** Adds bytes as far as there is room, and says how many those were. */
    int add(byte[] buffer, int offset, int length) {
        int taken = 0;
        while (taken < length && !isFull()) {
            int at = (int) (size % block);
            int count = Math.min(length - taken, block - at);
            System.arraycopy(buffer, offset + taken, blocks.get((int) (size / block)), at, count);
            size += count;
            taken += count;
        }
        crc32c.update(buffer, offset, taken);
        return taken;
    }

    /** Adds what another holds, for which there has to be room. */
    void addAll(PartBuffer other) {
        if (other.size > 0) {
            add(other.blocks.getFirst(), 0, (int) other.size);
        }
    }

    boolean isFull() {
        return size == (long) block * blocks.size();
    }

    long size() {
        return size;
    }

    int crc32c() {
        return (int) crc32c.getValue();
    }

    /** The MD5 as S3 is told it, for servers that know no other checksum. */
    String md5() {
        try {
            MessageDigest md5 = MessageDigest.getInstance("MD5");
            for (long at = 0; at < size; at += block) {
                md5.update(blocks.get((int) (at / block)), 0, (int) Math.min(block, size - at));
            }
            return Base64.getEncoder().encodeToString(md5.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has MD5", e);
        }
    }

    List<byte[]> blocks() {
        return blocks;
    }

    /** What a request sends, from its beginning each time that it is asked for. */
    RequestBody body() {
        return RequestBody.fromContentProvider(this::stream, size, TYPE);
    }

    private InputStream stream() {
        List<InputStream> filled = new ArrayList<>();
        for (long at = 0; at < size; at += block) {
            byte[] bytes = blocks.get((int) (at / block));
            filled.add(new ByteArrayInputStream(bytes, 0, (int) Math.min(block, size - at)));
        }
        return filled.size() == 1 ? filled.getFirst() : new SequenceInputStream(Collections.enumeration(filled));
    }
}
