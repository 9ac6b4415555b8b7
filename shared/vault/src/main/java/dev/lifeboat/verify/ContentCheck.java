package dev.lifeboat.verify;

import dev.lifeboat.backup.BackupReader;
import dev.lifeboat.backup.StoredObject;
import dev.lifeboat.error.LifeboatException;
import dev.lifeboat.fingerprint.RowSplitter;
import dev.lifeboat.fingerprint.RowTally;
import dev.lifeboat.store.ObjectKey;
import dev.lifeboat.stream.ObjectReader;
import dev.lifeboat.verify.Contents.Part;
import dev.lifeboat.verify.Damage.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Decrypts and decompresses one object, and counts and fingerprints every row in it again. Nothing that it found is
 * believed before the object's end was right; where that was not, the stored bytes decide what is wrong. For many
 * threads at once.
 */
final class ContentCheck {
    private static final int BUFFER = 128 * 1024;

    private final BackupReader reader;
    private final Contents contents;
    private final ByteCheck bytes;

    ContentCheck(BackupReader reader, Contents contents, ByteCheck bytes) {
        this.reader = reader;
        this.contents = contents;
        this.bytes = bytes;
    }

    /**
     * What was found in one object.
     *
     * @param rows those that were counted again
     * @param plainBytes all that it holds
     */
    record Found(List<Damage> damage, long rows, long plainBytes) {
        static Found only(Damage damage) {
            return new Found(List.of(damage), 0, 0);
        }
    }

    /** Looks into an object. */
    Found of(StoredObject object) {
        if (!contents.accountFor(object.key())) {
            return bytes.of(object).map(Found::only).orElseGet(() -> new Found(List.of(), 0, 0));
        }
        try (ObjectReader in = open(object.key())) {
            Reading reading = new Reading(in, object.key());
            if (contents.parts(object.key()).isEmpty()) {
                return new Found(List.of(), 0, reading.skip(Long.MAX_VALUE));
            }
            if (!reading.parts(contents.parts(object.key()))) {
                Optional<Damage> stored = bytes.of(object);
                if (stored.isPresent()) {
                    return Found.only(stored.get());
                }
                reading.damage.add(tooLong(object.key()));
            }
            return reading.found();
        } catch (LifeboatException e) {
            Faults.requireOwn(e);
            return Found.only(bytes.of(object).orElseGet(() -> Faults.inside(e, object.key(), contents)));
        }
    }

    private ObjectReader open(ObjectKey key) {
        return contents.isArchive(key) ? reader.openUncompressed(key) : reader.open(key);
    }

    private Damage tooLong(ObjectKey key) {
        return new Damage(Kind.CONTENT, key, "holds more than the index describes", contents.touchedBy(key));
    }

    /** One pass through the plain bytes of an object with rows. */
    private static final class Reading {
        private final ObjectReader in;
        private final ObjectKey key;
        private final byte[] buffer = new byte[BUFFER];
        private final List<Damage> damage = new ArrayList<>();
        private long position;
        private long rows;

        Reading(ObjectReader in, ObjectKey key) {
            this.in = in;
            this.key = key;
        }

        /**
         * Compares all segments; false if the object goes on where the last one ends: whoever wrote that may have
         * written without end, so the rest is not read.
         */
        boolean parts(List<Part> parts) {
            for (Part part : parts) {
                long offset = part.segment().offset();
                if (offset < position) {
                    wrong(part, "has a segment at byte %d, inside the one before it".formatted(offset));
                    continue;
                }
                if (offset > position) {
                    wrong(
                            part,
                            "has %d bytes before byte %d that no segment holds".formatted(offset - position, offset));
                    skip(offset - position);
                }
                count(part);
            }
            return in.read(buffer, 0, 1) < 0;
        }

        Found found() {
            return new Found(damage, rows, position);
        }

        private void count(Part part) {
            RowSplitter splitter = new RowSplitter();
            long begin = position;
            long left = part.segment().plainBytes();
            while (left > 0) {
                int read = in.read(buffer, 0, (int) Math.min(BUFFER, left));
                if (read < 0) {
                    wrong(
                            part,
                            "ends at byte %d, inside a segment of bytes %d to %d"
                                    .formatted(
                                            position,
                                            begin,
                                            begin + part.segment().plainBytes()));
                    return;
                }
                splitter.add(buffer, 0, read);
                position += read;
                left -= read;
            }
            rows += splitter.tally().rows();
            compare(part, splitter);
        }

        private void compare(Part part, RowSplitter splitter) {
            RowTally seen = splitter.tally();
            RowTally expected = part.segment().tally();
            if (!splitter.endsWithRow()) {
                wrong(
                        part,
                        "has a segment at byte %d that ends inside a row"
                                .formatted(part.segment().offset()));
            } else if (seen.rows() != expected.rows()) {
                wrong(
                        part,
                        "holds %d rows in the segment at byte %d, the index says %d"
                                .formatted(seen.rows(), part.segment().offset(), expected.rows()));
            } else if (!seen.fingerprint().equals(expected.fingerprint())) {
                wrong(
                        part,
                        "holds other rows in the segment at byte %d than the index says"
                                .formatted(part.segment().offset()));
            }
        }

        private void wrong(Part part, String seen) {
            damage.add(new Damage(Kind.CONTENT, key, seen, new Touched.Rows(part.table())));
        }

        /** Reads past so many bytes, or to the end; returns how many there were. */
        long skip(long count) {
            long left = count;
            while (left > 0) {
                int read = in.read(buffer, 0, (int) Math.min(BUFFER, left));
                if (read < 0) {
                    break;
                }
                left -= read;
                position += read;
            }
            return count - left;
        }
    }
}
