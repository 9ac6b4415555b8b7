package dev.lifeboat.store;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.zip.CRC32C;

/** Passes bytes on and computes their {@link Checksums} on the way. */
public final class ChecksumInput extends FilterInputStream {
    private final MessageDigest sha256;
    private final CRC32C crc32c = new CRC32C();
    private long bytes;

    public ChecksumInput(InputStream in) {
        super(in);
        try {
            sha256 = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        int read = in.read(buffer, offset, length);
        if (read > 0) {
            sha256.update(buffer, offset, read);
            crc32c.update(buffer, offset, read);
            bytes += read;
        }
        return read;
    }

    @Override
    public long skip(long count) {
        throw new UnsupportedOperationException("bytes that are not read are not checked");
    }

    @Override
    public boolean markSupported() {
        return false;
    }

    /** Reads what is left, so that the checksums are those of the whole. */
    public void drain() throws IOException {
        byte[] buffer = new byte[64 * 1024];
        while (read(buffer, 0, buffer.length) >= 0) {
            // reading is all that is wanted
        }
    }

    /** The checksums of all that was read; call it once, at the end. */
    public Checksums checksums() {
        HexFormat hex = HexFormat.of();
        return new Checksums(bytes, hex.formatHex(sha256.digest()), hex.toHexDigits((int) crc32c.getValue()));
    }
}
