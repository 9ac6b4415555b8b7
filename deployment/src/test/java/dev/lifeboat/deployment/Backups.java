package dev.lifeboat.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.lifeboat.testing.PostgresServer;
import dev.lifeboat.testing.Program;
import dev.lifeboat.testing.aws.PreparedService;
import dev.lifeboat.testing.aws.WholeRequest;
import dev.lifeboat.testing.lambda.Invocation;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Backups as they come to be: what the schedule sends starts backup-trigger, and what that hands to Lambda starts the worker.
 */
final class Backups implements AutoCloseable {
    static final String TRIGGER = "backup-trigger";
    static final String WORKER = "postgres-worker";
    private static final int ACCEPTED = 202;

    private final Chain chain;
    private final PostgresServer server;

    /** The emulator cannot run functions, so its Lambda is one that keeps what it is given. */
    private final PreparedService lambda = PreparedService.start();

    private final Map<String, Map<String, String>> workers = new HashMap<>();

    /** @param server whose databases are backed up */
    Backups(Chain chain, PostgresServer server) {
        this.chain = chain;
        this.server = server;
    }

    /** What the template's schedule of full backups sends to backup-trigger when one is due, as Scheduler fills it in. */
    String due(Instant scheduled) {
        JsonNode target = chain.primary().properties("FullBackups").path("Target");
        assertThat(target.path("Arn").asText()).endsWith(":function:%s-%s".formatted(Names.STACK, TRIGGER));
        return target.path("Input").asText().replace("<aws.scheduler.scheduled-time>", scheduled.toString());
    }

    /**
     * What the command of the stack's output StartBackup sends to backup-trigger.
     *
     * @param folder for a program in the place of AWS's command line
     */
    String byAPerson(Path folder) {
        try {
            Path aws = Files.writeString(folder.resolve("aws"), "#!/bin/sh\nprintf '%s\\n' \"$@\"\n");
            assertThat(aws.toFile().setExecutable(true)).isTrue();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        List<String> arguments = Program.required(
                        "sh", "-c", Stack.of(Parameters.primary()).output("StartBackup"))
                .env("PATH", folder + File.pathSeparator + System.getenv("PATH"))
                .succeed()
                .text()
                .lines()
                .toList();
        return arguments.get(arguments.indexOf("--payload") + 1);
    }

    /** The job that backup-trigger hands to Lambda for the worker when it gets this event. */
    String asked(String event) {
        int before = lambda.requests().size();
        lambda.answering(ACCEPTED, "");
        Map<String, String> place =
                Map.of("AWS_ENDPOINT_URL_LAMBDA", lambda.endpoint().toString());
        Chain.returned(chain.run(chain.primary(), TRIGGER, event, place));
        assertThat(lambda.requests()).hasSize(before + 1);
        WholeRequest request = lambda.requests().getLast();
        assertThat(request.path()).isEqualTo("/2015-03-31/functions/%s-%s/invocations".formatted(Names.STACK, WORKER));
        assertThat(request.invocation()).isEqualTo("Event");
        return request.body();
    }

    /** Lets the worker do a job. */
    Invocation work(String job, String database) {
        return chain.run(chain.primary(), WORKER, job, workers.computeIfAbsent(database, this::ofWorker));
    }

    private Map<String, String> ofWorker(String database) {
        return Map.of(
                "LIFEBOAT_DATABASE_SECRET",
                chain.aws().newSecret(server.uri(database)),
                "LIFEBOAT_SIGNING_KEY_SECRET",
                chain.secret("backup"),
                "PATH",
                System.getenv("PATH"),
                "LIFEBOAT_POSTGRES_PROGRAMS",
                System.getenv().getOrDefault("LIFEBOAT_POSTGRES_PROGRAMS", ""));
    }

    /** All of it, from the schedule to what the worker returns. */
    Invocation run(Instant scheduled, String database) {
        return work(asked(due(scheduled)), database);
    }

    /** The same of one that is made. */
    void make(Instant scheduled, String database) {
        assertThat(Chain.returned(run(scheduled, database))).startsWith("{\"outcome\":\"made\",");
    }

    @Override
    public void close() {
        lambda.close();
    }
}
