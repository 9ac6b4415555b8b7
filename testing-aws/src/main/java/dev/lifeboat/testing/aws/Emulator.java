package dev.lifeboat.testing.aws;

import java.net.URI;

/** A way to have an AWS on this machine. */
interface Emulator {
    /** What it is, for people. */
    String name();

    /** Whether it confirms CRC-32C, as AWS does. */
    default boolean confirmsChecksums() {
        return true;
    }

    /** Whether it tells when an upload in parts began, as AWS does. */
    default boolean datesUploads() {
        return true;
    }

    /**
     * Starts it and waits until it answers; it ends with this process.
     *
     * @throws EmulatorUnavailableException if it cannot be had here, and why
     */
    URI start() throws EmulatorUnavailableException;
}
