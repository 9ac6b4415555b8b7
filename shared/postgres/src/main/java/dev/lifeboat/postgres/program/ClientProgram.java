package dev.lifeboat.postgres.program;

/** The client programs that Lifeboat runs. */
public enum ClientProgram {
    PG_DUMP("pg_dump"),
    PG_DUMPALL("pg_dumpall"),
    PG_RESTORE("pg_restore"),
    PSQL("psql");

    private final String fileName;

    ClientProgram(String fileName) {
        this.fileName = fileName;
    }

    /** The name of its file. */
    public String fileName() {
        return fileName;
    }
}
