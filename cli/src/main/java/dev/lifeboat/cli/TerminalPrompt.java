package dev.lifeboat.cli;

import dev.lifeboat.cli.option.Prompt;
import dev.lifeboat.error.ErrorCode;
import dev.lifeboat.error.LifeboatException;
import java.io.BufferedReader;
import java.io.File;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import org.jspecify.annotations.Nullable;

/**
 * Asks at the terminal itself, as ssh and gpg do, so that standard input and output are free for data.
 * {@link java.io.Console} would need both to be the terminal.
 */
final class TerminalPrompt implements Prompt {
    private static final File TERMINAL = new File("/dev/tty");

    private final Interruption interruption;

    TerminalPrompt(Interruption interruption) {
        this.interruption = interruption;
    }

    @Override
    public char[] secret(String question) {
        try (OutputStream screen = new FileOutputStream(TERMINAL);
                BufferedReader keyboard = Files.newBufferedReader(TERMINAL.toPath(), Charset.defaultCharset())) {
            String line = withoutEcho(() -> {
                screen.write(question.getBytes(StandardCharsets.UTF_8));
                String typed = keyboard.readLine();
                screen.write('\n');
                return typed;
            });
            if (line == null || line.isEmpty()) {
                throw missing("no passphrase was typed", null);
            }
            return line.toCharArray();
        } catch (IOException | InterruptedException e) {
            throw missing("a passphrase is needed, and there is no terminal to ask at", e);
        }
    }

    /** Asks, and what comes back. */
    private interface Dialog {
        @Nullable
        String ask() throws IOException;
    }

    private @Nullable String withoutEcho(Dialog dialog) throws IOException, InterruptedException {
        stty("-echo");
        try (Interruption.Registration _ = interruption.register(() -> stty("echo"))) {
            return dialog.ask();
        } finally {
            stty("echo");
        }
    }

    private static void stty(String setting) throws IOException, InterruptedException {
        int exit = new ProcessBuilder("stty", setting)
                .redirectInput(TERMINAL)
                .start()
                .waitFor();
        if (exit != 0) {
            throw new IOException("stty %s exits %d".formatted(setting, exit));
        }
    }

    private static LifeboatException missing(String message, @Nullable Exception cause) {
        return new LifeboatException(
                ErrorCode.PASSPHRASE_MISSING,
                message + ": nothing was done",
                "give it by --passphrase-file, or by LIFEBOAT_PASSPHRASE in the environment",
                cause);
    }
}
