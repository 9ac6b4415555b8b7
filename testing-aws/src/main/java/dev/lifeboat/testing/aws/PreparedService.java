package dev.lifeboat.testing.aws;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * A service of AWS that no emulator has: it remembers whole requests as the SDK sends them, and gives the answers that a test
 * prepared, as AWS documents them. What it was not prepared for is answered by 500.
 */
public final class PreparedService implements AutoCloseable {
    /** An HTTP status, and JSON. */
    private record Answer(int status, String json) {}

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Queue<Answer> answers = new ConcurrentLinkedQueue<>();
    private final List<WholeRequest> requests = new CopyOnWriteArrayList<>();

    private PreparedService() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(threads);
        server.createContext("/", this::serve);
        server.start();
    }

    /** Starts one on a free port of this machine. */
    public static PreparedService start() {
        return new PreparedService();
    }

    /** Where it listens. */
    public URI endpoint() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** Answers one more request so, after those that it was prepared for before. */
    public PreparedService answering(int status, String json) {
        answers.add(new Answer(status, json));
        return this;
    }

    /** The requests so far. */
    public List<WholeRequest> requests() {
        return List.copyOf(requests);
    }

    private void serve(HttpExchange exchange) throws IOException {
        try (exchange) {
            requests.add(WholeRequest.of(exchange));
            Answer answer = answers.poll();
            if (answer == null) {
                exchange.sendResponseHeaders(500, -1);
                return;
            }
            byte[] body = answer.json().getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/x-amz-json-1.1");
            exchange.getResponseHeaders().set("x-amzn-RequestId", "request-" + requests.size());
            exchange.sendResponseHeaders(answer.status(), body.length == 0 ? -1 : body.length);
            if (body.length > 0) {
                exchange.getResponseBody().write(body);
            }
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
