package dev.lifeboat.postgres.restore;

/** What of large objects' metadata is restored. */
record LargeObjectMode(boolean owners, boolean privileges) {}
