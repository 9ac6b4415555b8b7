package dev.lifeboat.testing.aws;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;

/** What happens to one request on its way. */
@FunctionalInterface
public interface Fault {
    void apply(Exchange exchange) throws IOException;

    /** The connection breaks after so many bytes of the request's body; the service sees no more either. */
    static Fault cuttingTheRequestAfter(long bytes) {
        return exchange -> exchange.readBody(bytes);
    }

    /** The service does what it is asked, and nobody hears of it. */
    static Fault losingTheAnswer() {
        return exchange -> exchange.answer().in().readAllBytes();
    }

    /** The connection breaks after so many bytes of the answer's body. */
    static Fault cuttingTheAnswerAfter(long bytes) {
        return exchange -> {
            Exchange.Answer answer = exchange.answer();
            exchange.writeHead(answer);
            exchange.write(answer.in().readNBytes(Math.toIntExact(bytes)));
            exchange.reset();
        };
    }

    /** The answer comes in small pieces, with a pause before each. */
    static Fault dripping(int bytes, Duration pause) {
        return exchange -> {
            Exchange.Answer answer = exchange.answer();
            exchange.writeHead(answer);
            for (byte[] piece = answer.in().readNBytes(bytes);
                    piece.length > 0;
                    piece = answer.in().readNBytes(bytes)) {
                Exchange.pause(pause);
                exchange.write(piece);
            }
        };
    }

    /** One bit of a byte of the answer's body is turned. */
    static Fault turningABitOfTheAnswerAt(int offset) {
        return exchange -> {
            Exchange.Answer answer = exchange.answer();
            exchange.writeHead(answer);
            byte[] body = answer.in().readAllBytes();
            body[offset] ^= 1;
            exchange.write(body);
        };
    }

    /** One bit of a byte of the request's body is turned before the service sees it. */
    static Fault turningABitOfTheRequestAt(long offset) {
        return exchange -> exchange.handBack(exchange.answerTurningABitAt(offset));
    }

    /** The whole answer, its head too, comes in small pieces, with a pause before each. */
    static Fault drippingFromTheFirstByte(int bytes, Duration pause) {
        return exchange -> {
            Exchange.Answer answer = exchange.answer();
            InputStream whole = new SequenceInputStream(new ByteArrayInputStream(answer.headBytes()), answer.in());
            for (byte[] piece = whole.readNBytes(bytes); piece.length > 0; piece = whole.readNBytes(bytes)) {
                Exchange.pause(pause);
                exchange.write(piece);
            }
        };
    }

    /** The request's body is taken in small pieces, with a pause after each, and then the connection ends. */
    static Fault readingSlowly(int bytes, Duration pause) {
        return exchange -> exchange.readBodySlowly(bytes, pause);
    }

    /**
     * Something in the answer reads otherwise.
     *
     * @param pattern a regular expression
     * @param other as in {@link String#replaceAll}, as long as what it replaces
     */
    static Fault replacingInTheAnswer(String pattern, String other) {
        return exchange -> {
            Exchange.Answer answer = exchange.answer();
            String head = new String(answer.headBytes(), StandardCharsets.ISO_8859_1);
            String body = new String(answer.in().readAllBytes(), StandardCharsets.ISO_8859_1);
            exchange.write((head + body).replaceAll(pattern, other).getBytes(StandardCharsets.ISO_8859_1));
        };
    }

    /** The service does not see one of the request's headers. */
    static Fault hidingHeader(String name) {
        return exchange -> exchange.without(name).handOn();
    }

    /** No fault, but a service that has one request at a time. */
    static Fault oneAtATime() {
        Lock turn = new ReentrantLock();
        return exchange -> {
            turn.lock();
            try {
                exchange.handOn();
            } finally {
                turn.unlock();
            }
        };
    }

    /** Something else happens just before the service gets the request. */
    static Fault handingOnAfter(Runnable event) {
        return exchange -> {
            event.run();
            exchange.handOn();
        };
    }

    /** Nothing is answered for so long, and then the connection ends. */
    static Fault silentFor(Duration time) {
        return exchange -> {
            exchange.readBody(Long.MAX_VALUE);
            Exchange.pause(time);
        };
    }

    /**
     * An answer of the proxy's own, as S3 writes errors.
     *
     * @param headers further ones, each a line
     */
    static Fault answering(int status, String code, String... headers) {
        return exchange -> {
            exchange.readBody(Long.MAX_VALUE);
            exchange.writeError(status, code, "as the test asked", headers);
        };
    }

    /** The service answers with an error in words of its own. */
    static Fault saying(int status, String code, String message) {
        return exchange -> {
            exchange.readBody(Long.MAX_VALUE);
            exchange.writeError(status, code, message);
        };
    }
}
