package dev.lifeboat.testing.lambda;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Objects;

/** Does what an event says. */
public final class EchoHandler implements RequestHandler<Map<String, Object>, EchoHandler.Echo> {
    private int calls;

    /** What it says of itself. */
    public record Echo(String said, int call, Map<String, String> environment, boolean inTime, boolean library) {}

    public EchoHandler() {
        if (System.getenv("REFUSE") != null) {
            throw new IllegalStateException("it was told to refuse");
        }
    }

    @Override
    public Echo handleRequest(Map<String, Object> event, Context context) {
        calls++;
        String say = String.valueOf(event.get("say"));
        if (say.equals("throw")) {
            throw new IllegalArgumentException("it was told to throw");
        }
        if (say.equals("exit")) {
            Runtime.getRuntime().halt(7);
        }
        context.getLogger().log("it was told to say " + say);
        int left = context.getRemainingTimeInMillis();
        return new Echo(say, calls, System.getenv(), left > 840_000 && left <= 900_000, library());
    }

    private static boolean library() {
        try (InputStream in = EchoHandler.class.getResourceAsStream("/library.txt")) {
            return Objects.requireNonNull(in).read() == 'x';
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
