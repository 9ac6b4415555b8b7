package dev.lifeboat.testing.lambda;

import dev.lifeboat.testing.aws.Fault;
import dev.lifeboat.testing.aws.FaultyProxy;
import dev.lifeboat.testing.aws.HeldRequest;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Ends the process of a function at one of its requests, without a word, as Lambda ends a run that takes too long and as a machine
 * ends that is lost.
 */
public final class CutOff {
    private static final String ANY = ".*";
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
        requireCutOff(request, endAt(request, exchange -> {}, event));
    }

    /** Lets it come to a request that the service obeys, and to no answer. */
    public void after(String request, String event) {
        requireCutOff(request, endAt(request, Fault.losingTheAnswer(), event));
    }

    /**
     * The same of its request of this number, whatever that asks for. Where it ended before, its proxy is of no further use.
     *
     * @param number from 1
     * @return what became of it if it ended before; empty if it was cut off
     */
    public Optional<Invocation> afterRequest(int number, String event) {
        proxy.next(number - 1, ANY, Fault.handingOnAfter(() -> {}));
        return endAt(ANY, Fault.losingTheAnswer(), event);
    }

    private static void requireCutOff(String request, Optional<Invocation> ended) {
        ended.ifPresent(before -> {
            throw new AssertionError("it ended before it came to %s: %s".formatted(request, before));
        });
    }

    private Optional<Invocation> endAt(String request, Fault fault, String event) {
        HeldRequest held = new HeldRequest(fault);
        proxy.next(1, request, held);
        try (PackagedFunction started = function.get()) {
            CompletableFuture<Invocation> ended = CompletableFuture.supplyAsync(() -> started.invoke(event));
            CompletableFuture.anyOf(held.reached(), ended)
                    .orTimeout(LONGEST_WAIT.toSeconds(), TimeUnit.SECONDS)
                    .join();
            started.kill();
            held.letGo();
            Invocation last = ended.join();
            return held.reached().isDone() ? Optional.empty() : Optional.of(last);
        }
    }
}
