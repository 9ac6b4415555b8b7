package dev.lifeboat.testing.lambda;

import dev.lifeboat.testing.aws.Fault;
import dev.lifeboat.testing.aws.FaultyProxy;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Ends the process of a function at one of its requests, without a word, as Lambda ends a run that takes too long and as a machine
 * ends that is lost.
 */
public final class CutOff {
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(1);

    private final FaultyProxy proxy;
    private final Supplier<PackagedFunction> function;

    /**
     * Prepares it; starts nothing yet.
     *
     * @param proxy by which the function's requests go
     * @param function starts it
     */
    public CutOff(FaultyProxy proxy, Supplier<PackagedFunction> function) {
        this.proxy = proxy;
        this.function = function;
    }

    /**
     * Lets it come to a request that the service does not see.
     *
     * @param request a regular expression for the first line
     */
    public void before(String request, String event) {
        endAt(request, exchange -> {}, event);
    }

    /** Lets it come to a request that the service obeys, and to no answer. */
    public void after(String request, String event) {
        endAt(request, Fault.losingTheAnswer(), event);
    }

    private void endAt(String request, Fault fault, String event) {
        CompletableFuture<String> reached = new CompletableFuture<>();
        CompletableFuture<String> killed = new CompletableFuture<>();
        proxy.next(1, request, exchange -> {
            fault.apply(exchange);
            reached.complete("reached");
            killed.join();
        });
        try (PackagedFunction started = function.get()) {
            CompletableFuture<String> ended =
                    CompletableFuture.supplyAsync(() -> started.invoke(event).toString());
            String first = (String) CompletableFuture.anyOf(reached, ended)
                    .orTimeout(LONGEST_WAIT.toSeconds(), TimeUnit.SECONDS)
                    .join();
            started.kill();
            killed.complete("killed");
            if (!reached.isDone()) {
                throw new AssertionError("it ended before it came to %s: %s".formatted(request, first));
            }
            ended.join();
        }
    }
}
