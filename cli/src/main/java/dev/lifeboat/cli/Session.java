package dev.lifeboat.cli;

import dev.lifeboat.cli.option.Prompt;
import dev.lifeboat.cli.present.Output;
import dev.lifeboat.progress.Progress;
import java.io.InputStream;
import java.util.Map;

/** One run of one command: what it may ask, read and report to, besides its options. */
public record Session(
        Map<String, String> environment,
        InputStream in,
        Output output,
        Progress progress,
        Prompt prompt,
        Interruption interruption) {}
