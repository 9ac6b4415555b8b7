package dev.lifeboat.postgres.program;

/** The parts of an archive that are restored one after another. */
public enum Section {
    PRE_DATA("pre-data"),
    DATA("data"),
    POST_DATA("post-data");

    private final String word;

    Section(String word) {
        this.word = word;
    }

    /** What pg_restore calls it. */
    public String word() {
        return word;
    }
}
