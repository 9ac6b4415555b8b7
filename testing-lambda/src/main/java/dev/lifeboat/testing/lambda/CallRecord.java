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
import java.util.TreeMap;
import java.util.stream.Stream;

/** What one function asks of AWS, by proxies before it, and the file in which that is written down at the end. */
final class CallRecord implements AutoCloseable {
    /** With it begin the SDK's variables that lead to another place than AWS, for all services or for one. */
    private static final String ENDPOINT = "AWS_ENDPOINT_URL";

    private static final Path FOLDER = emptied(Path.of("target", "aws-calls"));

    private final String handler;
    private final Map<String, String> environment;
    private final Map<String, FaultyProxy> proxies = new TreeMap<>();

    CallRecord(String handler, Map<String, String> environment) {
        this.handler = handler;
        this.environment = environment;
        environment.forEach((name, value) -> {
            if (name.startsWith(ENDPOINT)) {
                proxies.put(name, FaultyProxy.before(URI.create(value)));
            }
        });
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

    /** The function's variables, with a proxy in each place of AWS. */
    Map<String, String> environment() {
        Map<String, String> variables = new HashMap<>(environment);
        proxies.forEach((name, proxy) -> variables.put(name, proxy.endpoint().toString()));
        return variables;
    }

    @Override
    public void close() {
        proxies.values().forEach(FaultyProxy::close);
        if (!proxies.isEmpty()) {
            write(proxies.values().stream()
                    .flatMap(proxy -> proxy.requests(".*").stream())
                    .map(AwsCall::of)
                    .flatMap(Collection::stream)
                    .distinct()
                    .toList());
        }
    }

    private void write(List<AwsCall> calls) {
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
