package dev.lifeboat.cli;

import dev.lifeboat.cli.option.Prompt;
import dev.lifeboat.cli.present.Output;
import dev.lifeboat.progress.Progress;
import java.io.InputStream;
import java.util.Map;

/**
 * One run of one command: what it may ask, read and report to, besides its options.
 *
 * @param outIsTerminal whether standard output is a terminal
 */
public record Session(
        Map<String, String> environment,
        InputStream in,
        Output output,
        boolean outIsTerminal,
        Progress progress,
        Prompt prompt,
        Interruption interruption) {}
