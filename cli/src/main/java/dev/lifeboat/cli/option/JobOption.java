package dev.lifeboat.cli.option;

import dev.lifeboat.error.ErrorCode;
import dev.lifeboat.error.LifeboatException;
import dev.lifeboat.job.Job;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** Which job to do. */
public final class JobOption {
    private static final int MOST_BYTES = 4 * (Job.MAX_CHARACTERS + 1);

    @Option(
            names = "--job",
            required = true,
            paramLabel = "JOB",
            description = {
                "The job: a file, - for standard input, or the JSON document itself, as LIFEBOAT_JOB usually has it.",
                "docs/aws.md describes it."
            })
    private String job = "";

    /**
     * The job.
     *
     * @throws LifeboatException FILE_UNUSABLE if it cannot be read, CONFIGURATION_INVALID or DOCUMENT_TOO_NEW if it is none
     */
    public Job read(InputStream standardInput) {
        return Job.parse(job.startsWith("{") ? job : new String(bytes(standardInput), StandardCharsets.UTF_8));
    }

    private byte[] bytes(InputStream standardInput) {
        if (!job.equals("-")) {
            return NamedFile.read(Path.of(job), "job file");
        }
        try {
            return standardInput.readNBytes(MOST_BYTES);
        } catch (IOException e) {
            throw new LifeboatException(
                    ErrorCode.FILE_UNUSABLE,
                    "the job cannot be read from standard input: %s: nothing was done".formatted(NamedFile.reason(e)),
                    "give it by a file",
                    e);
        }
    }
}
