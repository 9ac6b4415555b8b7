package dev.lifeboat.alert;

/** The way by which alerts reach people. */
@FunctionalInterface
public interface Notices {
    /**
     * Hands an alert on; when this returns, whoever hands it further has it.
     *
     * @throws dev.lifeboat.error.LifeboatException ALERT_NOT_SENT if that failed
     */
    void send(Alert alert);
}
