package dev.lifeboat.postgres.selftest;

import dev.lifeboat.index.SequenceEntry;
import dev.lifeboat.postgres.program.ProgramSet;
import dev.lifeboat.postgres.sql.Connector;
import dev.lifeboat.postgres.sql.SqlFailure;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** Compares the tested database with the restored one in all but rows, which the restore itself has proven. */
final class Comparison {
    private final Scratch scratch;
    private final Connector connector;
    private final SameDefinitions definitions;

    Comparison(Scratch scratch, Connector connector, ProgramSet programs, SelfTestOptions options) {
        this.scratch = scratch;
        this.connector = connector;
        definitions = new SameDefinitions(programs, options);
    }

    /**
     * Makes sure that they are the same.
     *
     * @param sequences as the backup holds them: they go on in the source
     * @throws dev.lifeboat.error.LifeboatException PROOF_MISMATCH naming what differs; what PostgreSQL's own programs do not
     *     give back comes last, so that it hides nothing
     */
    void require(List<SequenceEntry> sequences) {
        try (Connection source = connector.to(scratch.source()).connect();
                Connection restored = connector.to(scratch.database()).connect()) {
            ColumnOrder order = ColumnOrder.read(source, restored);
            if (order.isKept()) {
                definitions.require(scratch.source(), scratch.database());
            } else {
                definitions.requireInAnyOrder(scratch.source(), scratch.database());
            }
            SameSequences.require(sequences, restored);
            SameViews.require(source, restored);
            order.require();
        } catch (SQLException e) {
            throw SqlFailure.of(e, "comparing the two databases", "they are not known to be the same");
        }
    }
}
