package dev.lifeboat.postgres.program;

/**
 * What an archive says of itself.
 *
 * @param entries how many entries its table of contents has
 * @param format the archive's own version, such as {@code 1.16-0}
 * @param server the version of the server that was dumped
 * @param program the version of the pg_dump that wrote it
 */
public record ArchiveHeader(int entries, String format, String server, String program) {}
