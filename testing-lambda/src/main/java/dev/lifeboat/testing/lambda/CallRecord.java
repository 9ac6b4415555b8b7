package dev.lifeboat.testing.lambda;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.lifeboat.testing.aws.FaultyProxy;
import dev.lifeboat.testing.aws.policy.AwsCall;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** What one function asks of AWS, by a proxy before it, and the file in which that is written down at the end. */
final class CallRecord implements AutoCloseable {
    private static final String ENDPOINT = "AWS_ENDPOINT_URL";
    private static final Path FOLDER = emptied(Path.of("target", "aws-calls"));

    private final String handler;
    private final Map<String, String> environment;
    private final Optional<FaultyProxy> proxy;

    CallRecord(String handler, Map<String, String> environment) {
        this.handler = handler;
        this.environment = environment;
        proxy = Optional.ofNullable(environment.get(ENDPOINT)).map(URI::create).map(FaultyProxy::before);
    }

    /** What is written: variables name the bucket and the secrets that the calls are about. */
    record Written(String handler, Map<String, String> environment, List<AwsCall> calls) {}

    private static Path emptied(Path folder) {
        try {
            Files.createDirectories(folder);
            try (Stream<Path> files = Files.list(folder)) {
                files.map(Path::toFile).forEach(file -> file.delete());
            }
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The function's variables, with the proxy in the place of AWS. */
    Map<String, String> environment() {
        Map<String, String> variables = new HashMap<>(environment);
        proxy.ifPresent(before -> variables.put(ENDPOINT, before.endpoint().toString()));
        return variables;
    }

    @Override
    public void close() {
        proxy.ifPresent(before -> {
            before.close();
            write(before);
        });
    }

    private void write(FaultyProxy before) {
        List<AwsCall> calls = before.requests(".*").stream()
                .map(AwsCall::of)
                .flatMap(Collection::stream)
                .distinct()
                .toList();
        Map<String, String> variables = new TreeMap<>(environment);
        variables.keySet().removeIf(name -> !name.startsWith("LIFEBOAT_"));
        try {
            Path file = Files.createTempFile(FOLDER, "calls-", ".json");
            new JsonMapper().writeValue(file.toFile(), new Written(handler, variables, calls));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
