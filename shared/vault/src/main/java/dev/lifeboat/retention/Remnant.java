package dev.lifeboat.retention;

import dev.lifeboat.backup.AttemptName;

/**
 * What an attempt that made no backup left in the store, or one whose backup is condemned.
 *
 * @param objects how many objects lie in its folder
 * @param bytes what they take
 */
public record Remnant(AttemptName attempt, long objects, long bytes, Fate fate) {}
