package dev.lifeboat.postgres.program;

/**
 * The programs taken for a server.
 *
 * @param exact whether they are of the server's own major version. Where they are newer, what they dump may not
 *     restore cleanly into a server as old as the source: whoever uses them says and records that.
 */
public record ProgramChoice(ProgramSet programs, boolean exact) {}
