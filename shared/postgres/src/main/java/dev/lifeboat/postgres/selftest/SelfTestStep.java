package dev.lifeboat.postgres.selftest;

/** What a self-test does, in this order. */
public enum SelfTestStep {
    BACKUP("backup"),
    VERIFICATION("verification"),
    RESTORE("restore"),
    DEFINITIONS("definitions"),
    CLEAN_UP("clean-up");

    private final String text;

    SelfTestStep(String text) {
        this.text = text;
    }

    /** For people and for JSON. */
    public String text() {
        return text;
    }
}
