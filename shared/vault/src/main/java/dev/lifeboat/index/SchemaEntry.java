package dev.lifeboat.index;

import dev.lifeboat.store.ObjectKey;

/**
 * Where the definitions lie.
 *
 * @param archive pg_dump's custom-format archive of pre-data and post-data
 * @param globals pg_dumpall's script of roles and tablespaces
 * @param program version of the client programs that wrote both, such as {@code 17.11}
 * @param programMatchesServer whether their major version is the server's own
 */
public record SchemaEntry(ObjectKey archive, ObjectKey globals, String program, boolean programMatchesServer)
        implements IndexEntry {}
