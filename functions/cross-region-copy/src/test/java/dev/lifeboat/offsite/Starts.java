package dev.lifeboat.offsite;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Lambda's Invoke, which takes what a function starts and remembers it: LocalStack runs no functions without Docker. */
final class Starts implements AutoCloseable {
    private static final int ACCEPTED = 202;

    private final HttpServer server;
    private final List<Started> all = new CopyOnWriteArrayList<>();
    private volatile int status = ACCEPTED;

    /**
     * One start.
     *
     * @param request its method and path
     * @param type as the header X-Amz-Invocation-Type says
     */
    record Started(String request, String type, String payload) {}

    Starts() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", this::answer);
        server.start();
    }

    String endpoint() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** Lets it answer otherwise from now on. */
    void answering(int other) {
        status = other;
    }

    List<Started> all() {
        return List.copyOf(all);
    }

    private void answer(HttpExchange exchange) throws IOException {
        all.add(new Started(
                "%s %s".formatted(exchange.getRequestMethod(), exchange.getRequestURI()),
                String.valueOf(exchange.getRequestHeaders().getFirst("X-Amz-Invocation-Type")),
                new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8)));
        exchange.getResponseHeaders().set("x-amzn-ErrorType", "AccessDeniedException");
        exchange.sendResponseHeaders(status, -1);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
