package dev.lifeboat.cli.option;

/** Asks the person at the terminal. */
@FunctionalInterface
public interface Prompt {
    /**
     * Asks for something that must not be seen, without echo.
     *
     * @throws dev.lifeboat.error.LifeboatException PASSPHRASE_MISSING if there is no terminal to ask at
     */
    char[] secret(String question);
}
