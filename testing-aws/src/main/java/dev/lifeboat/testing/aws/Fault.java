package dev.lifeboat.testing.aws;

import java.io.IOException;
import java.time.Duration;

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
            exchange.writeError(status, code, headers);
        };
    }
}
