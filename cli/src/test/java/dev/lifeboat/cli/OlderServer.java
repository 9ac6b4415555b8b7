package dev.lifeboat.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The way to a server that says it is PostgreSQL 13, as none is at hand any more: only its version is another. */
final class OlderServer implements AutoCloseable {
    private static final byte[] VERSION = "server_version\0".getBytes(StandardCharsets.US_ASCII);

    private final ServerSocket door = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
    private final int port;

    OlderServer(int port) throws IOException {
        this.port = port;
        start(this::serve);
    }

    int port() {
        return door.getLocalPort();
    }

    @FunctionalInterface
    private interface Work {
        void run() throws IOException;
    }

    private static void start(Work work) {
        Thread.ofVirtual().start(() -> {
            try {
                work.run();
            } catch (IOException e) {
                // One side has closed its end, or the test is over.
            }
        });
    }

    private void serve() throws IOException {
        while (true) {
            Socket client = door.accept();
            Socket server = new Socket(InetAddress.getLoopbackAddress(), port);
            start(() -> pass(client, server, false));
            start(() -> pass(server, client, true));
        }
    }

    private static void pass(Socket from, Socket to, boolean older) throws IOException {
        try (from;
                to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            byte[] buffer = new byte[64 * 1024];
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                if (older) {
                    setVersion(buffer, read);
                }
                out.write(buffer, 0, read);
                out.flush();
            }
        }
    }

    private static void setVersion(byte[] bytes, int length) {
        for (int at = 0; at + VERSION.length + 2 <= length; at++) {
            if (Arrays.equals(bytes, at, at + VERSION.length, VERSION, 0, VERSION.length)) {
                bytes[at + VERSION.length] = '1';
                bytes[at + VERSION.length + 1] = '3';
            }
        }
    }

    @Override
    public void close() throws IOException {
        door.close();
    }
}
