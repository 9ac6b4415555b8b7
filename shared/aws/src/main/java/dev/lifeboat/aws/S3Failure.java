package dev.lifeboat.aws;

import dev.lifeboat.error.ErrorCode;
import dev.lifeboat.error.LifeboatException;
import dev.lifeboat.store.ObjectKey;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.ApiCallAttemptTimeoutException;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;

/** Says in Lifeboat's words why S3 failed. A consequence is what follows: {@code object shop/a is not stored}. */
record S3Failure(S3Location location, String endpoint) {
    private static final Set<String> OF_REGION =
            Set.of("PermanentRedirect", "AuthorizationHeaderMalformed", "IllegalLocationConstraintException");
    private static final Set<String> OF_CHECKSUM =
            Set.of("BadDigest", "InvalidDigest", "XAmzContentSHA256Mismatch", "XAmzContentChecksumMismatch");
    private static final Set<String> OF_SPACE = Set.of("QuotaExceeded", "XMinioStorageFull", "InsufficientStorage");
    private static final Pattern ABOUT_LOCKS = Pattern.compile("(?is).*object ?lock.*");
    private static final int MAX_REASON = 300;

    LifeboatException of(Exception cause, String consequence) {
        if (cause instanceof AwsServiceException answer) {
            return of(answer, consequence);
        }
        if (cause instanceof AbortedException || hasCause(cause, InterruptedException.class)) {
            return failure(
                    ErrorCode.INTERRUPTED, "was left in the middle", consequence, "run the command again", cause);
        }
        return says(cause, "Unable to load credentials")
                ? noCredentials(cause, consequence)
                : unreachable(cause, consequence);
    }

    /** What the service answered with. */
    private LifeboatException of(AwsServiceException answer, String consequence) {
        String code = code(answer);
        if (code.equals("NoSuchBucket")) {
            return failure(
                    ErrorCode.BUCKET_UNKNOWN,
                    "is in a bucket that does not exist",
                    consequence,
                    "see the bucket's name, the account and the endpoint; buckets are made outside of Lifeboat",
                    answer);
        }
        if (code.equals("NoSuchUpload")) {
            return failure(
                    ErrorCode.STORE_UNREACHABLE,
                    "has discarded parts before they became an object",
                    consequence,
                    "run the command again; see that neither a person nor a rule of the bucket discards uploads within days",
                    answer);
        }
        if (OF_REGION.contains(code) || answer.statusCode() == 301) {
            return wrongRegion(answer, consequence);
        }
        if (answer.statusCode() == 401 || answer.statusCode() == 403) {
            return denied(answer, consequence);
        }
        if (OF_CHECKSUM.contains(code)) {
            return failure(
                    ErrorCode.OBJECT_DAMAGED,
                    "received other bytes than were sent (%s)".formatted(code),
                    consequence,
                    "run the command again; if it fails again, suspect this machine's memory or the network",
                    answer);
        }
        if (OF_SPACE.contains(code) || answer.statusCode() == 507) {
            return failure(
                    ErrorCode.STORE_FULL,
                    "is full (%s)".formatted(code),
                    consequence,
                    "free some space or enlarge the quota, then run the command again",
                    answer);
        }
        return refused(answer, consequence);
    }

    /** An object is not stored, perhaps for the lock that it was to get: a policy may limit locks, and not every bucket has them. */
    LifeboatException notStored(Exception cause, ObjectKey key, Optional<S3Settings.Lock> lock) {
        String consequence = "object %s is not stored".formatted(key);
        return lock.flatMap(asked -> ofLock(cause, asked.period().toDays(), consequence))
                .orElseGet(() -> of(cause, consequence));
    }

    private Optional<LifeboatException> ofLock(Exception cause, long days, String consequence) {
        if (!(cause instanceof AwsServiceException answer)) {
            return Optional.empty();
        }
        if (answer.statusCode() == 403) {
            return Optional.of(failure(
                    ErrorCode.STORE_DENIED,
                    "denies to store an object that is locked for %d days (%s)".formatted(days, reason(answer)),
                    consequence,
                    "see whether the bucket's policy allows locks of so many days (the template's parameter MaxLockDays),"
                            + " and the role s3:PutObjectRetention; docs/security.md lists what it needs besides",
                    answer));
        }
        return ABOUT_LOCKS.matcher(reason(answer)).matches()
                ? Optional.of(failure(
                        ErrorCode.STORE_UNSUITABLE,
                        "does not lock an object for %d days (%s)".formatted(days, reason(answer)),
                        consequence,
                        "use a bucket that was made with Object Lock, or leave out lock-days",
                        answer))
                : Optional.empty();
    }

    private LifeboatException noCredentials(Exception cause, String consequence) {
        return failure(
                ErrorCode.CREDENTIALS_MISSING,
                "needs credentials, and none were found",
                consequence,
                "set AWS_PROFILE, or AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or run where a role is attached",
                cause);
    }

    private LifeboatException wrongRegion(AwsServiceException answer, String consequence) {
        String seen = answer.awsErrorDetails()
                .sdkHttpResponse()
                .firstMatchingHeader("x-amz-bucket-region")
                .map(region -> "is in region %s, not in the one that was asked".formatted(region))
                .orElse("is in another region than the one that was asked");
        return failure(
                ErrorCode.REGION_WRONG, seen, consequence, "give --region, or set AWS_REGION, to the bucket's", answer);
    }

    /** No region was found, so nothing was asked. */
    LifeboatException noRegion(Exception cause, String consequence) {
        return failure(
                ErrorCode.REGION_WRONG,
                "needs a region, and none was found",
                consequence,
                "give --region, or set AWS_REGION, to the bucket's",
                cause);
    }

    private LifeboatException denied(AwsServiceException answer, String consequence) {
        return failure(
                ErrorCode.STORE_DENIED,
                "denies access (%s)".formatted(reason(answer)),
                consequence,
                "see the role's policy, the bucket's and the KMS key's; docs/security.md lists what each command needs",
                answer);
    }

    private LifeboatException refused(AwsServiceException answer, String consequence) {
        return failure(
                ErrorCode.STORE_UNREACHABLE,
                "answered %d (%s), after repetitions where those may help"
                        .formatted(answer.statusCode(), reason(answer)),
                consequence,
                answer.statusCode() >= 500
                        ? "run the command again later"
                        : "see whether the server at %s does what S3 does".formatted(endpoint),
                answer);
    }

    private LifeboatException unreachable(Exception cause, String consequence) {
        return failure(
                ErrorCode.STORE_UNREACHABLE,
                "does not answer at %s (%s)".formatted(endpoint, brief(cause)),
                consequence,
                "see the endpoint, the region and the network, then run the command again",
                cause);
    }

    LifeboatException missing(ObjectKey key) {
        return new LifeboatException(
                ErrorCode.OBJECT_MISSING,
                "object %s is not in store %s: it cannot be read".formatted(key, location),
                "use another backup, or another copy of this store");
    }

    LifeboatException changed(ObjectKey key, Exception cause) {
        return new LifeboatException(
                ErrorCode.OBJECT_DAMAGED,
                "object %s in store %s is not the one any more that it was when it was opened: it cannot be used"
                        .formatted(key, location),
                "use another backup, or another copy of this store",
                cause);
    }

    LifeboatException tooBig(ObjectKey key, long bytes) {
        return new LifeboatException(
                ErrorCode.OBJECT_TOO_BIG,
                "object %s has more than %d bytes, which 10,000 parts do not hold in this heap: it is not stored"
                        .formatted(key, bytes),
                "use a bigger heap, such as LIFEBOAT_HEAP=2g");
    }

    LifeboatException unconfirmed(ObjectKey key, String seen) {
        return new LifeboatException(
                ErrorCode.STORE_UNSUITABLE,
                "store %s confirmed CRC-32C %s for object %s, expected what was sent: it cannot be relied on"
                        .formatted(location, seen, key),
                "give --no-crc32c if this server is too old to know checksums");
    }

    LifeboatException overwrites() {
        return new LifeboatException(
                ErrorCode.STORE_UNSUITABLE,
                "store %s overwrites an object although told not to (If-None-Match): it does not become a store"
                        .formatted(location),
                "use a server that knows conditional writes, or a newer version of this one");
    }

    LifeboatException ignoresRange(ObjectKey key, long position) {
        return new LifeboatException(
                ErrorCode.STORE_UNSUITABLE,
                "store %s does not send object %s from byte %d on, where its download broke (Range): it is not read"
                        .formatted(location, key, position),
                "use a server that knows ranges, or a newer version of this one");
    }

    LifeboatException lost(ObjectKey key) {
        return new LifeboatException(
                ErrorCode.STORE_UNREACHABLE,
                "store %s took object %s and does not list it: whether it is stored is not certain"
                        .formatted(location, key),
                "run the command again");
    }

    LifeboatException rivals(ObjectKey key, Exception cause) {
        return new LifeboatException(
                ErrorCode.OBJECT_EXISTS,
                "object %s in store %s is being written by others at the same time: it is not stored"
                        .formatted(key, location),
                "run the command again, which stores everything of this run anew",
                cause);
    }

    private LifeboatException failure(
            ErrorCode code, String what, String consequence, String hint, @Nullable Throwable cause) {
        return new LifeboatException(code, "store %s %s: %s".formatted(location, what, consequence), hint, cause);
    }

    /** What S3 calls the error; words that are none of its where it says nothing, as to a HEAD request. */
    static String code(AwsServiceException answer) {
        return Optional.ofNullable(answer.awsErrorDetails())
                .map(details -> details.errorCode())
                .orElse("no error code");
    }

    /** Whether the service answered, and with that status. */
    static boolean isStatus(Exception failure, int status) {
        return failure instanceof AwsServiceException answer && answer.statusCode() == status;
    }

    private static String reason(AwsServiceException answer) {
        String message = Optional.ofNullable(answer.awsErrorDetails())
                .map(details -> details.errorMessage())
                .orElse("");
        String reason = message.isEmpty() ? code(answer) : code(answer) + ": " + message;
        return reason.substring(0, Math.min(MAX_REASON, reason.length()));
    }

    private static String brief(Exception failure) {
        if (failure instanceof ApiCallAttemptTimeoutException || failure instanceof ApiCallTimeoutException) {
            return "no answer in time";
        }
        Throwable root = causes(failure).getLast();
        return switch (root) {
            case UnknownHostException e -> "unknown host " + e.getMessage();
            case ConnectException e -> "connection refused";
            default -> String.valueOf(root.getMessage());
        };
    }

    private static boolean says(Exception failure, String words) {
        return String.valueOf(failure.getMessage()).contains(words);
    }

    private static boolean hasCause(Exception failure, Class<?> type) {
        return causes(failure).stream().anyMatch(type::isInstance);
    }

    private static List<Throwable> causes(Throwable failure) {
        List<Throwable> causes = new ArrayList<>();
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            causes.add(cause);
        }
        return causes;
    }
}
