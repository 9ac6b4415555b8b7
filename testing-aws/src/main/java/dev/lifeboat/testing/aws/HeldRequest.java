package dev.lifeboat.testing.aws;

import java.io.IOException;
import java.util.concurrent.CompletableFuture;

/** Something happens to one request, and then its client hears nothing until a test lets it go. */
public final class HeldRequest implements Fault {
    private final Fault fault;
    private final CompletableFuture<Boolean> reached = new CompletableFuture<>();
    private final CompletableFuture<Boolean> letGo = new CompletableFuture<>();

    /** @param fault what happens to it first */
    public HeldRequest(Fault fault) {
        this.fault = fault;
    }

    @Override
    public void apply(Exchange exchange) throws IOException {
        fault.apply(exchange);
        reached.complete(true);
        letGo.join();
    }

    /** Done as soon as that has happened. */
    public CompletableFuture<Boolean> reached() {
        return reached.copy();
    }

    /** Ends its connection. */
    public void letGo() {
        letGo.complete(true);
    }
}
