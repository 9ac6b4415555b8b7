package dev.lifeboat.verify;

import dev.lifeboat.fingerprint.RowTally;

/** A table all of whose rows were found in the store, counted and fingerprinted again. */
public record VerifiedTable(NamedTable table, RowTally rows) {}
