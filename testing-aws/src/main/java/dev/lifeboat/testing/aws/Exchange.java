package dev.lifeboat.testing.aws;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** One request of a client of the proxy, and its answer. */
public final class Exchange {
    private static final String END_OF_LINE = "\r\n";
    private static final Pattern OF_ONE_CONNECTION = Pattern.compile("(?i)(connection|expect):.*");
    private static final Pattern TEXT =
            Pattern.compile("(?i)content-type: *application/(x-amz-json-1\\.[01]|x-www-form-urlencoded).*");

    private static final long NOWHERE = -1;

    private final Socket client;
    private final URI target;
    private final InputStream fromClient;
    private final List<String> head;
    private final long length;
    private String text = "";

    private Exchange(Socket client, URI target, InputStream fromClient, List<String> head) {
        this.client = client;
        this.target = target;
        this.fromClient = fromClient;
        this.head = head;
        this.length = head.stream()
                .filter(line -> line.toLowerCase(Locale.ROOT).startsWith("content-length:"))
                .mapToLong(line ->
                        Long.parseLong(line.substring(line.indexOf(':') + 1).strip()))
                .findFirst()
                .orElse(0);
    }

    static Exchange begin(Socket client, URI target) throws IOException {
        InputStream in = new BufferedInputStream(client.getInputStream());
        Exchange exchange = new Exchange(client, target, in, readHead(in));
        exchange.letTheBodyCome();
        return exchange.withItsText();
    }

    /** The same with its body read, if that is text; objects of S3 may be large, and are not read ahead. */
    private Exchange withItsText() throws IOException {
        if (head.stream().noneMatch(line -> TEXT.matcher(line).matches())) {
            return this;
        }
        byte[] body = fromClient.readNBytes((int) length);
        Exchange read = new Exchange(client, target, new ByteArrayInputStream(body), head);
        read.text = new String(body, StandardCharsets.UTF_8);
        return read;
    }

    private void letTheBodyCome() throws IOException {
        if (head.stream().anyMatch(line -> line.equalsIgnoreCase("expect: 100-continue"))) {
            write(("HTTP/1.1 100 Continue" + END_OF_LINE + END_OF_LINE).getBytes(StandardCharsets.ISO_8859_1));
        }
    }

    private static List<String> readHead(InputStream in) throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        while (!head.toString(StandardCharsets.ISO_8859_1).endsWith(END_OF_LINE + END_OF_LINE)) {
            int next = in.read();
            if (next < 0) {
                throw new EOFException("no request");
            }
            head.write(next);
        }
        return Arrays.asList(head.toString(StandardCharsets.ISO_8859_1).strip().split(END_OF_LINE, -1));
    }

    SentRequest request() {
        return SentRequest.of(head, text);
    }

    /** The same without a header. */
    Exchange without(String header) {
        return new Exchange(
                client,
                target,
                fromClient,
                head.stream()
                        .filter(line ->
                                !line.toLowerCase(Locale.ROOT).startsWith(header.toLowerCase(Locale.ROOT) + ":"))
                        .toList());
    }

    /** Reads and forgets at most so many bytes of the request's body. */
    void readBody(long most) throws IOException {
        fromClient.skipNBytes(Math.min(most, length));
    }

    /** The same, some bytes at a time, with a pause after each. */
    void readBodySlowly(int bytes, Duration pause) throws IOException {
        for (long left = length; left > 0; left -= bytes) {
            fromClient.skipNBytes(Math.min(bytes, left));
            pause(pause);
        }
    }

    /** What the service answers: its head as it came, and the body that is still to be read. */
    record Answer(List<String> head, InputStream in) {
        byte[] headBytes() {
            return (String.join(END_OF_LINE, head) + END_OF_LINE + END_OF_LINE).getBytes(StandardCharsets.ISO_8859_1);
        }
    }

    /** Hands the request on, and reads the beginning of its answer. */
    Answer answer() throws IOException {
        return answerTurningABitAt(NOWHERE);
    }

    /** The same with one bit of a byte of the request's body turned. */
    Answer answerTurningABitAt(long offset) throws IOException {
        Socket service = new Socket(target.getHost(), target.getPort());
        OutputStream out = service.getOutputStream();
        for (String line : head) {
            if (!OF_ONE_CONNECTION.matcher(line).matches()) {
                out.write((line + END_OF_LINE).getBytes(StandardCharsets.ISO_8859_1));
            }
        }
        out.write(("Connection: close" + END_OF_LINE + END_OF_LINE).getBytes(StandardCharsets.ISO_8859_1));
        copy(out, offset);
        out.flush();
        InputStream in = new BufferedInputStream(service.getInputStream());
        return new Answer(readHead(in), in);
    }

    private void copy(OutputStream out, long turned) throws IOException {
        byte[] buffer = new byte[64 << 10];
        for (long at = 0; at < length; ) {
            int read = fromClient.read(buffer, 0, (int) Math.min(buffer.length, length - at));
            if (read < 0) {
                throw new EOFException("the client went away");
            }
            if (turned >= at && turned < at + read) {
                buffer[(int) (turned - at)] ^= 1;
            }
            out.write(buffer, 0, read);
            at += read;
        }
    }

    void handOn() throws IOException {
        handBack(answer());
    }

    void handBack(Answer answer) throws IOException {
        writeHead(answer);
        answer.in().transferTo(client.getOutputStream());
    }

    void writeHead(Answer answer) throws IOException {
        write(answer.headBytes());
    }

    void writeError(int status, String code, String message, String... headers) throws IOException {
        String body =
                "<?xml version=\"1.0\"?><Error><Code>%s</Code><Message>%s</Message></Error>".formatted(code, message);
        String more = headers.length == 0 ? "" : String.join(END_OF_LINE, headers) + END_OF_LINE;
        write("HTTP/1.1 %d %s\r\nContent-Type: application/xml\r\nConnection: close\r\n%sContent-Length: %d\r\n\r\n%s"
                .formatted(status, code, more, body.length(), body)
                .getBytes(StandardCharsets.ISO_8859_1));
    }

    void write(byte[] bytes) throws IOException {
        client.getOutputStream().write(bytes);
        client.getOutputStream().flush();
    }

    /** Lets the client see a connection that broke rather than one that ended. */
    void reset() throws IOException {
        client.setSoLinger(true, 0);
    }

    static void pause(Duration time) throws IOException {
        try {
            Thread.sleep(time);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }
}
