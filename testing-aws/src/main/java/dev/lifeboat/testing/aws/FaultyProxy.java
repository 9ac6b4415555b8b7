package dev.lifeboat.testing.aws;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * An HTTP proxy before an AWS that hands requests on, one a connection, and does to some of them what networks and busy
 * services do. It remembers every request without its body.
 */
public final class FaultyProxy implements AutoCloseable {
    private final URI target;
    private final ServerSocket listener;
    private final List<Rule> rules = new CopyOnWriteArrayList<>();
    private final List<SentRequest> requests = new CopyOnWriteArrayList<>();

    private FaultyProxy(URI target, ServerSocket listener) {
        this.target = target;
        this.listener = listener;
    }

    /** Starts one on a free port of this machine. */
    public static FaultyProxy before(URI target) {
        try {
            FaultyProxy proxy = new FaultyProxy(target, new ServerSocket(0, 50, InetAddress.getLoopbackAddress()));
            Thread.ofVirtual().start(proxy::accept);
            return proxy;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Where to find what it stands before. */
    public URI endpoint() {
        return URI.create("http://127.0.0.1:" + listener.getLocalPort());
    }

    /**
     * Does this to the next requests of a kind.
     *
     * @param times how many of them
     * @param kind a regular expression for the first line, such as {@code PUT .*partNumber=2.*}
     */
    public FaultyProxy next(int times, String kind, Fault fault) {
        rules.add(new Rule(Pattern.compile(kind).asMatchPredicate(), times, fault));
        return this;
    }

    /** The requests of a kind so far. */
    public List<SentRequest> requests(String kind) {
        Predicate<String> isOfKind = Pattern.compile(kind).asMatchPredicate();
        return requests.stream()
                .filter(request -> isOfKind.test(request.line()))
                .toList();
    }

    /** How many requests of a kind came. */
    public long count(String kind) {
        return requests(kind).size();
    }

    @Override
    public void close() {
        try {
            listener.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket client = listener.accept();
                Thread.ofVirtual().start(() -> serve(client));
            } catch (IOException e) {
                // closed, or the client went away
            }
        }
    }

    private void serve(Socket client) {
        try (client) {
            Exchange exchange = Exchange.begin(client, target);
            requests.add(exchange.request());
            faultOf(exchange.request().line()).apply(exchange);
        } catch (IOException e) {
            // either side ended it, as faults make them
        }
    }

    private Fault faultOf(String requestLine) {
        return rules.stream()
                .filter(rule -> rule.takes(requestLine))
                .findFirst()
                .map(rule -> rule.fault)
                .orElse(Exchange::handOn);
    }

    private static final class Rule {
        private final Predicate<String> kind;
        private final Fault fault;
        private int left;

        Rule(Predicate<String> kind, int left, Fault fault) {
            this.kind = kind;
            this.left = left;
            this.fault = fault;
        }

        synchronized boolean takes(String requestLine) {
            if (left == 0 || !kind.test(requestLine)) {
                return false;
            }
            left--;
            return true;
        }
    }
}
