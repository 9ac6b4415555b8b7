package dev.lifeboat.testing.aws;

import org.jspecify.annotations.Nullable;

/** One way to have an AWS is none on this machine. */
final class EmulatorUnavailableException extends Exception {
    EmulatorUnavailableException(String reason, @Nullable Throwable cause) {
        super(reason, cause);
    }
}
