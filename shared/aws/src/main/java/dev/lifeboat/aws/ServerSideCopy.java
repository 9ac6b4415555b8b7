package dev.lifeboat.aws;

import dev.lifeboat.store.Checksums;
import dev.lifeboat.store.CreateOutcome;
import dev.lifeboat.store.ObjectKey;
import java.util.HexFormat;
import java.util.Optional;

/**
 * Has S3 itself bring objects from one bucket to another, also across regions and accounts. Only what S3 knows the right
 * CRC-32C of is taken that way: it confirms the same of what it made.
 */
final class ServerSideCopy {
    /** S3 takes 5 GB by one request; but nothing is heard of it before it is done, and connections do not wait for ever. */
    private static final long MOST_AT_ONCE = 1L << 30;

    private static final long PART = 256L << 20;

    private final Bucket from;
    private final Bucket to;
    private final long mostAtOnce;
    private final long part;

    ServerSideCopy(Bucket from, Bucket to) {
        this(from, to, MOST_AT_ONCE, PART);
    }

    /** @param part how many bytes parts have at least, of what is bigger than {@code mostAtOnce} */
    ServerSideCopy(Bucket from, Bucket to, long mostAtOnce, long part) {
        this.from = from;
        this.to = to;
        this.mostAtOnce = mostAtOnce;
        this.part = part;
    }

    /** Copies an object; empty, with nothing done, where S3 cannot, or does not know that it is the right one. */
    Optional<CreateOutcome> of(ObjectKey key, Checksums expected) {
        if (!isOneService() || !to.settings().confirmsCrc32c()) {
            return Optional.empty();
        }
        return from.find(key)
                .filter(source -> source.bytes() == expected.bytes() && source.bytes() > 0)
                .filter(source -> from.crc32c(source).equals(Optional.of(expected.crc32c())))
                .map(source -> copy(key, source, HexFormat.fromHexDigits(expected.crc32c())));
    }

    private boolean isOneService() {
        return from.settings().endpoint().equals(to.settings().endpoint());
    }

    private CreateOutcome copy(ObjectKey key, Held source, int crc32c) {
        Creation creation = new Creation(to, key);
        Optional<CreateOutcome> atOnce =
                source.bytes() > mostAtOnce ? Optional.empty() : creation.copy(from, source, crc32c);
        return atOnce.orElseGet(() -> inParts(creation, source, crc32c));
    }

    private CreateOutcome inParts(Creation creation, Held source, int crc32c) {
        try (CopiedParts parts = creation.inCopiedParts(from, source, crc32c)) {
            parts.copyAll(Math.max(part, Math.ceilDiv(source.bytes(), PartSizes.MOST_PARTS)));
            return creation.complete(parts);
        }
    }
}
