package dev.lifeboat.aws;

import dev.lifeboat.backup.BackupKind;
import dev.lifeboat.backup.SourceName;
import dev.lifeboat.backup.Tier;
import dev.lifeboat.job.Job;
import dev.lifeboat.testing.aws.TestAws;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;

/** Jobs for workers, and how a worker's service is found, which is what the process's properties say. */
final class StartedJobs {
    static final Job JOB = of("shop", "1-abc");

    /** As it stands in requests. */
    static final String TEXT = """
            {"format":"lifeboat-job-1","requires":[],"job":"backup","source":"shop","kind":"full",\
            "scheduled":"2026-11-23T02:00:00Z","tiers":["daily","weekly"],"request":"1-abc"}""";

    private StartedJobs() {}

    static Job of(String source, String request) {
        return Job.backup(
                new SourceName(source),
                BackupKind.FULL,
                Instant.parse("2026-11-23T02:00:00Z"),
                List.of(Tier.DAILY, Tier.WEEKLY),
                request);
    }

    static <T> T at(URI endpoint, String property, Supplier<T> opening) {
        System.setProperty("aws.accessKeyId", TestAws.ACCESS_KEY);
        System.setProperty("aws.secretAccessKey", TestAws.SECRET_KEY);
        System.setProperty(property, endpoint.toString());
        System.setProperty("aws.region", "eu-central-1");
        try {
            return opening.get();
        } finally {
            System.clearProperty(property);
            System.clearProperty("aws.region");
        }
    }
}
