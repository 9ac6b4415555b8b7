package dev.lifeboat.testing.lambda;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * Lambda's runtime API of 2018-06-01, as AWS documents it for custom runtimes: it hands out events and takes what became of
 * them.
 */
final class RuntimeApi implements AutoCloseable {
    private static final String ROOT = "/2018-06-01/runtime/";
    private static final String INVOCATIONS = ROOT + "invocation/";
    private static final JsonMapper JSON = new JsonMapper();
    private static final int OK = 200;
    private static final int ACCEPTED = 202;
    private static final int NOT_FOUND = 404;

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final BlockingQueue<Event> waiting = new LinkedBlockingQueue<>();
    private final Map<String, CompletableFuture<Invocation>> running = new ConcurrentHashMap<>();
    private final CompletableFuture<Invocation> beginning = new CompletableFuture<>();
    private final Duration timeout;

    private record Event(String id, String json) {}

    /** @param timeout what the function's configuration says, which its context tells it */
    RuntimeApi(Duration timeout) {
        this.timeout = timeout;
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(threads);
        server.createContext(INVOCATIONS + "next", this::next);
        server.createContext(INVOCATIONS, this::outcome);
        server.createContext(ROOT + "init/error", this::couldNotBegin);
        server.start();
    }

    /** What the runtime finds in AWS_LAMBDA_RUNTIME_API. */
    String address() {
        return "127.0.0.1:" + server.getAddress().getPort();
    }

    /** Completes when the runtime has said how it ended. */
    CompletableFuture<Invocation> send(String json) {
        Event event = new Event(UUID.randomUUID().toString(), json);
        CompletableFuture<Invocation> ended = new CompletableFuture<>();
        running.put(event.id(), ended);
        waiting.add(event);
        return ended;
    }

    /** Completes if the function cannot be made. */
    CompletableFuture<Invocation> notBegun() {
        return beginning;
    }

    private void next(HttpExchange exchange) throws IOException {
        try {
            Event event = waiting.take();
            var headers = exchange.getResponseHeaders();
            headers.set("Lambda-Runtime-Aws-Request-Id", event.id());
            headers.set(
                    "Lambda-Runtime-Deadline-Ms",
                    Long.toString(Instant.now().plus(timeout).toEpochMilli()));
            headers.set(
                    "Lambda-Runtime-Invoked-Function-Arn", "arn:aws:lambda:eu-central-1:111122223333:function:tested");
            headers.set("Lambda-Runtime-Trace-Id", "Root=1-00000000-000000000000000000000000;Sampled=0");
            headers.set("Content-Type", "application/json");
            answer(exchange, OK, event.json());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            exchange.close();
        }
    }

    private void outcome(HttpExchange exchange) throws IOException {
        String[] names = exchange.getRequestURI()
                .getPath()
                .substring(INVOCATIONS.length())
                .split("/", 2);
        String body = body(exchange);
        CompletableFuture<Invocation> ended = running.remove(names[0]);
        if (ended == null || names.length < 2) {
            answer(exchange, NOT_FOUND, "{}");
            return;
        }
        answer(exchange, ACCEPTED, "{}");
        ended.complete(names[1].equals("response") ? new Invocation.Returned(body) : failure(body));
    }

    private void couldNotBegin(HttpExchange exchange) throws IOException {
        // Before the answer, after which the process ends: its end must not be seen first.
        beginning.complete(failure(body(exchange)));
        answer(exchange, ACCEPTED, "{}");
    }

    private static Invocation failure(String body) throws IOException {
        JsonNode error = JSON.readTree(body);
        return new Invocation.Failed(
                error.path("errorType").asText(), error.path("errorMessage").asText());
    }

    private static String body(HttpExchange exchange) throws IOException {
        return new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    }

    private static void answer(HttpExchange exchange, int status, String json) throws IOException {
        byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
