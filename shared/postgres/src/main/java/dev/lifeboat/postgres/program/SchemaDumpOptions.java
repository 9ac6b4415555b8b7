package dev.lifeboat.postgres.program;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How a schema is dumped.
 *
 * @param snapshot an exported snapshot, which must stay open meanwhile; null for one of pg_dump's own
 * @param lockWait how long pg_dump may wait for each lock
 * @param subscriptions false where the role may not see them; whoever leaves them out records it
 */
public record SchemaDumpOptions(@Nullable String snapshot, Duration lockWait, boolean subscriptions) {}
