package dev.lifeboat.store;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.zip.CRC32C;

/** Passes bytes on and computes their {@link Checksums} on the way. */
public final class ChecksumOutput extends FilterOutputStream {
    private final MessageDigest sha256;
    private final CRC32C crc32c = new CRC32C();
    private long bytes;

    public ChecksumOutput(OutputStream out) {
        super(out);
        try {
            sha256 = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] buffer, int offset, int length) throws IOException {
        out.write(buffer, offset, length);
        sha256.update(buffer, offset, length);
        crc32c.update(buffer, offset, length);
        bytes += length;
    }

    /** Leaves the stream beneath open: an upload is ended by its commit, or discarded. */
    @Override
    public void close() throws IOException {
        out.flush();
    }

    /** How many bytes were written so far. */
    public long bytes() {
        return bytes;
    }

    /** The checksums of all that was written; call it once, at the end. */
    public Checksums checksums() {
        HexFormat hex = HexFormat.of();
        return new Checksums(bytes, hex.formatHex(sha256.digest()), hex.toHexDigits((int) crc32c.getValue()));
    }
}
