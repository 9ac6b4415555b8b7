package dev.lifeboat.postgres.restore;

import dev.lifeboat.postgres.sql.SqlFailure;
import java.sql.SQLException;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Objects whose rows the server refused because one names an index, as values of regclass may: it is not there before
 * post-data. They are loaded when all indexes are, and before anything else of post-data, so that no trigger fires, and no
 * foreign key or materialized view looks for the rows, earlier than it would.
 */
final class Postponed {
    private static final String UNDEFINED_TABLE = "42P01";

    private final Queue<LoadPlan> plans = new ConcurrentLinkedQueue<>();
    private volatile boolean indexesExist;

    /** Puts an object off that failed so, and says whether it did; any thread may call it. */
    boolean accepts(LoadPlan plan, SQLException failure) {
        return !indexesExist && SqlFailure.state(failure).equals(UNDEFINED_TABLE) && plans.add(plan);
    }

    /** What was put off, if anything; from now on nothing is. */
    List<LoadPlan> end() {
        indexesExist = true;
        return List.copyOf(plans);
    }
}
