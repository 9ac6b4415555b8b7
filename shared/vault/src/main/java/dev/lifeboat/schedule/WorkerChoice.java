package dev.lifeboat.schedule;

/**
 * Where a backup runs.
 *
 * @param why for people, such as {@code the last full took 12 min, and what takes above 10 min may not end in time on lambda}
 */
public record WorkerChoice(WorkerKind kind, String why) {}
