package dev.lifeboat.error;

/** Every way in which Lifeboat fails. A code once released keeps its meaning for ever; docs/cli.md lists them all. */
public enum ErrorCode {
    INTERNAL("LB-001", Category.INTERNAL),

    // 1xx: the store and what lies in it
    STORE_UNREACHABLE("LB-101", Category.UNAVAILABLE),
    OBJECT_DAMAGED("LB-102", Category.INTEGRITY),
    OBJECT_MISSING("LB-103", Category.INTEGRITY),
    OBJECT_EXISTS("LB-104", Category.CONFLICT),
    STORE_FULL("LB-105", Category.UNAVAILABLE),
    STORE_DENIED("LB-106", Category.ACCESS),
    KEY_INVALID("LB-107", Category.INTEGRITY),
    BUCKET_UNKNOWN("LB-113", Category.PRECONDITION),
    REGION_WRONG("LB-114", Category.PRECONDITION),
    CREDENTIALS_MISSING("LB-115", Category.ACCESS),
    OBJECT_TOO_BIG("LB-116", Category.PRECONDITION),
    STORE_UNSUITABLE("LB-117", Category.PRECONDITION),
    CLOCKS_DIFFER("LB-118", Category.PRECONDITION),
    DOCUMENT_MALFORMED("LB-110", Category.INTEGRITY),
    DOCUMENT_TOO_NEW("LB-111", Category.PRECONDITION),
    DOCUMENT_MISPLACED("LB-112", Category.INTEGRITY),
    BACKUP_UNKNOWN("LB-120", Category.PRECONDITION),
    BACKUP_AMBIGUOUS("LB-121", Category.USAGE),
    SOURCE_UNKNOWN("LB-122", Category.PRECONDITION),
    SOURCE_EXISTS("LB-123", Category.PRECONDITION),

    // 2xx: keys, signatures and trust
    SIGNATURE_INVALID("LB-201", Category.INTEGRITY),
    SIGNER_UNTRUSTED("LB-202", Category.INTEGRITY),
    TRUST_MISSING("LB-203", Category.INTEGRITY),
    TRUST_OUTDATED("LB-204", Category.INTEGRITY),
    RECIPIENT_UNUSABLE("LB-205", Category.ACCESS),
    KEY_MISSING("LB-206", Category.ACCESS),
    KEY_WRONG("LB-207", Category.ACCESS),
    PASSPHRASE_WRONG("LB-208", Category.ACCESS),
    KEY_UNREADABLE("LB-209", Category.ACCESS),
    MESSAGE_DAMAGED("LB-210", Category.INTEGRITY),

    // 3xx: taking a backup
    SOURCE_CHANGED("LB-301", Category.CONFLICT),
    BACKUP_RUNNING("LB-302", Category.CONFLICT),
    LOCK_REFUSED("LB-303", Category.CONFLICT),
    NOT_BACKED_UP("LB-304", Category.PRECONDITION),
    NAME_NOT_UTF8("LB-306", Category.PRECONDITION),
    DEADLINE_PASSED("LB-307", Category.UNAVAILABLE),
    WAL_NOT_FLUSHED("LB-308", Category.UNAVAILABLE),
    PRIVILEGE_MISSING("LB-309", Category.ACCESS),
    ATTEMPT_CONDEMNED("LB-310", Category.CONFLICT),

    // 4xx: restoring and proving
    PROOF_MISMATCH("LB-401", Category.INTEGRITY),
    TARGET_NOT_EMPTY("LB-402", Category.PRECONDITION),
    ROLES_MISSING("LB-403", Category.PRECONDITION),
    TABLE_UNKNOWN("LB-404", Category.PRECONDITION),
    TARGET_REFUSED("LB-405", Category.PRECONDITION),
    TARGET_EXISTS("LB-406", Category.PRECONDITION),
    RESTORE_FAILED("LB-407", Category.UNAVAILABLE),

    // 5xx: PostgreSQL and its programs
    SERVER_UNREACHABLE("LB-501", Category.UNAVAILABLE),
    LOGIN_REFUSED("LB-502", Category.ACCESS),
    SERVER_UNSUPPORTED("LB-503", Category.PRECONDITION),
    PROGRAM_MISSING("LB-504", Category.PRECONDITION),
    PROGRAM_FAILED("LB-505", Category.UNAVAILABLE),
    STATEMENT_FAILED("LB-506", Category.UNAVAILABLE),
    DATABASE_UNKNOWN("LB-507", Category.PRECONDITION),

    // 6xx: the command line
    USAGE("LB-601", Category.USAGE),
    CONFIGURATION_INVALID("LB-602", Category.USAGE),
    SECRET_IN_ARGUMENT("LB-603", Category.USAGE),
    FILE_UNUSABLE("LB-604", Category.PRECONDITION),
    INTERRUPTED("LB-605", Category.UNAVAILABLE),
    PASSPHRASE_MISSING("LB-606", Category.ACCESS),
    RESULT_UNWRITTEN("LB-607", Category.UNAVAILABLE),

    // 7xx: watching
    NOT_HEALTHY("LB-701", Category.INTEGRITY),
    ALERT_NOT_SENT("LB-702", Category.UNAVAILABLE),

    // 8xx: starting workers
    WORKER_NOT_STARTED("LB-801", Category.UNAVAILABLE),
    INSTANT_UNSUITABLE("LB-802", Category.PRECONDITION);

    private final String id;
    private final Category category;

    ErrorCode(String id, Category category) {
        this.id = id;
        this.category = category;
    }

    /** The stable code, such as {@code LB-102}. */
    public String id() {
        return id;
    }

    public Category category() {
        return category;
    }

    /** Whether it says of a document that was read that it must not be believed, and not that it could not be read. */
    public boolean isDisbelief() {
        return category == Category.INTEGRITY || this == DOCUMENT_TOO_NEW;
    }
}
