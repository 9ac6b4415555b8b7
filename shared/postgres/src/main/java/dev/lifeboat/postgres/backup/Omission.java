package dev.lifeboat.postgres.backup;

import dev.lifeboat.error.ErrorCode;
import dev.lifeboat.error.LifeboatException;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

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

    /**
     * What is left out: what options name, and the roles' passwords unless they were asked for.
     *
     * @throws LifeboatException USAGE if a name is none
     */
    public static Set<Omission> chosen(List<String> named, boolean rolePasswords) {
        Set<Omission> omissions = EnumSet.noneOf(Omission.class);
        named.forEach(name -> omissions.add(of(name).orElseThrow(() -> unknown(name))));
        if (!rolePasswords) {
            omissions.add(ROLE_PASSWORDS);
        }
        return omissions;
    }

    private static LifeboatException unknown(String name) {
        return new LifeboatException(
                ErrorCode.USAGE,
                "--omit '%s' names nothing that may be left out: nothing was done".formatted(name),
                "one of: "
                        + Arrays.stream(values())
                                .filter(omission -> omission != ROLE_PASSWORDS)
                                .map(Omission::option)
                                .collect(Collectors.joining(", ")));
    }
}
