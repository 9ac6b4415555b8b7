package dev.lifeboat.testing.aws;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * A request as it was sent, with its body.
 *
 * @param target what the protocol JSON calls it, such as {@code AmazonEC2ContainerServiceV20141113.RunTask}; may be empty
 * @param invocation Lambda's header of that kind; may be empty
 */
public record WholeRequest(String method, String path, String target, String invocation, String body) {
    static WholeRequest of(HttpExchange exchange) throws IOException {
        return new WholeRequest(
                exchange.getRequestMethod(),
                exchange.getRequestURI().getPath(),
                header(exchange, "X-Amz-Target"),
                header(exchange, "X-Amz-Invocation-Type"),
                new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
    }

    private static String header(HttpExchange exchange, String name) {
        return Optional.ofNullable(exchange.getRequestHeaders().getFirst(name)).orElse("");
    }
}
