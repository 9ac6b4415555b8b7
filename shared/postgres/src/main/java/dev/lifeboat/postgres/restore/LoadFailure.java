package dev.lifeboat.postgres.restore;

import dev.lifeboat.error.LifeboatException;
import dev.lifeboat.postgres.restore.LoadPlan.Part;
import dev.lifeboat.postgres.sql.SqlFailure;
import java.sql.SQLException;
import java.util.Set;

/** What it means that the server refused rows. */
final class LoadFailure {
    /** Undefined table, object, function or schema, and an ambiguous function: how input of a name fails. */
    private static final Set<String> NAMES = Set.of("42P01", "42704", "42883", "3F000", "42725");

    private static final String NAMELESS =
            "a value of a type such as regclass or regproc names what is not in the restored database, or is there more than once: change it in the source, or the column's type to text, and back up again; lifeboat export gives these rows out as they are";

    private static final String INCOMPLETE = "the restore is not complete";

    private LoadFailure() {}

    static LifeboatException of(SQLException e, LoadPlan plan) {
        Part first = plan.parts().getFirst();
        String others = plan.parts().size() == 1
                ? ""
                : " or one of %d others".formatted(plan.parts().size() - 1);
        String subject = "loading rows into table \"%s\".\"%s\"%s"
                .formatted(first.table().schema(), first.table().name(), others);
        return NAMES.contains(SqlFailure.state(e))
                ? SqlFailure.of(e, subject, INCOMPLETE, NAMELESS)
                : SqlFailure.of(e, subject, INCOMPLETE);
    }
}
