package dev.lifeboat.lambda;

import dev.lifeboat.aws.S3Location;
import dev.lifeboat.aws.S3Settings;
import dev.lifeboat.aws.S3Settings.Lock;
import dev.lifeboat.aws.S3Store;
import java.time.Duration;
import java.util.Optional;

/**
 * Where a function finds a store, and what new objects there get.
 *
 * @param place the bucket, or the part of it
 */
public record StoreVariables(S3Location place, S3Settings settings) {
    private static final int UNLOCKED = 0;

    /**
     * Reads a store's variables: its place, and where they are set {@code ..._REGION}, {@code ..._KMS_KEY},
     * {@code ..._STORAGE_CLASS}, {@code ..._LOCK_DAYS} and {@code ..._LOCK_MODE}; LIFEBOAT_PATH_STYLE is about every store. Another endpoint than AWS's is the SDK's own
     * variable AWS_ENDPOINT_URL.
     *
     * @param place the variable that names it, such as LIFEBOAT_STORE
     * @param prefix with which its other variables begin, such as LIFEBOAT_
     * @throws dev.lifeboat.error.LifeboatException CONFIGURATION_INVALID if one is missing or wrong
     */
    public static StoreVariables of(Environment environment, String place, String prefix) {
        return new StoreVariables(
                environment.require(place, S3Location::parse),
                new S3Settings(
                        Optional.empty(),
                        environment.flag("LIFEBOAT_PATH_STYLE"),
                        environment.find(prefix + "REGION", text -> text),
                        environment.find(prefix + "KMS_KEY", text -> text),
                        environment.find(prefix + "STORAGE_CLASS", text -> text),
                        lock(environment, prefix),
                        true,
                        S3Settings.DEFAULT.limits()));
    }

    private static Optional<Lock> lock(Environment environment, String prefix) {
        boolean compliance = environment
                .find(prefix + "LOCK_MODE", StoreVariables::isCompliance)
                .orElse(false);
        int days = environment.number(prefix + "LOCK_DAYS", 1, Lock.MOST_DAYS, UNLOCKED);
        return days == UNLOCKED ? Optional.empty() : Optional.of(new Lock(Duration.ofDays(days), compliance));
    }

    private static boolean isCompliance(String mode) {
        return switch (mode) {
            case "governance" -> false;
            case "compliance" -> true;
            default -> throw new IllegalArgumentException("'%s' is neither governance nor compliance".formatted(mode));
        };
    }

    /** Opens it; asks nothing of it yet. */
    public S3Store open() {
        return S3Store.open(place, settings);
    }
}
