package dev.lifeboat.index;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The database as CREATE DATABASE would make it again, and what belongs to it but not to its schema archive.
 *
 * @param localeProvider {@code libc}, {@code icu} or {@code builtin}
 * @param locale ICU or builtin locale
 * @param connectionLimit -1 for none
 * @param template whether anybody with CREATEDB may copy it (IS_TEMPLATE)
 * @param labels its security labels
 * @param settings of ALTER DATABASE ... SET and ALTER ROLE ... IN DATABASE ... SET
 * @param privileges its access list in the text form of aclitem; empty for the default
 * @param roles all roles that own something in it, or hold a privilege, a policy or a setting
 */
public record DatabaseEntry(
        String name,
        String owner,
        String encoding,
        String localeProvider,
        String collate,
        String ctype,
        Optional<String> locale,
        Optional<String> icuRules,
        Optional<String> collationVersion,
        String tablespace,
        int connectionLimit,
        boolean template,
        Optional<String> comment,
        List<Label> labels,
        List<Setting> settings,
        Optional<List<Privilege>> privileges,
        List<String> roles)
        implements IndexEntry {
    private static final Set<String> PROVIDERS = Set.of("libc", "icu", "builtin");
    private static final Set<String> PRIVILEGES = Set.of("CREATE", "CONNECT", "TEMPORARY");

    public DatabaseEntry {
        IndexText.requireOneOf(PROVIDERS, localeProvider);
        labels = List.copyOf(labels);
        settings = List.copyOf(settings);
        privileges = privileges.map(List::copyOf);
        roles = List.copyOf(roles);
    }

    /**
     * One configuration parameter.
     *
     * @param role whose sessions it is for; everyone's where empty
     */
    public record Setting(Optional<String> role, String name, String value) {}

    /**
     * One privilege on the database.
     *
     * @param grantee empty for PUBLIC
     * @param privilege CREATE, CONNECT or TEMPORARY
     */
    public record Privilege(Optional<String> grantee, String privilege, boolean grantable) {
        public Privilege {
            IndexText.requireOneOf(PRIVILEGES, privilege);
        }
    }

    /** What SECURITY LABEL said of the database. */
    public record Label(String provider, String label) {}
}
