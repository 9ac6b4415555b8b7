package dev.lifeboat.postgres.backup;

import java.util.Arrays;
import java.util.Optional;

/** What a backup may leave out, if an option says so by this name. */
public enum Omission {
    FOREIGN_ROWS("foreign-rows", "rows of foreign tables live in another system"),
    UNLOGGED_ROWS("unlogged-rows", "rows of unlogged tables cannot be read on a standby"),
    SUBSCRIPTIONS("subscriptions", "only a superuser can dump subscriptions"),
    ROLE_PASSWORDS("role-passwords", "passwords of roles were not asked for");

    private final String option;
    private final String reason;

    Omission(String option, String reason) {
        this.option = option;
        this.reason = reason;
    }

    /** The name by which the option, the index and all listings call it. */
    public String option() {
        return option;
    }

    public String reason() {
        return reason;
    }

    /** The omission of that name. */
    public static Optional<Omission> of(String option) {
        return Arrays.stream(values())
                .filter(omission -> omission.option.equals(option))
                .findFirst();
    }
}
