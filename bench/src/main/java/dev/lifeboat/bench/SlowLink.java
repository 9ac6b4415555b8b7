package dev.lifeboat.bench;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;

/**
 * Passes connections on to a server of this machine, each at most so fast towards the client: as if every connection had a
 * processor of its own on a server, and a slow one. What runs over it shows whether more connections are faster by as much.
 *
 * <p>Arguments: the server's port, MiB a second. Prints the port on which it listens, and ends with its standard input.
 */
public final class SlowLink {
    private static final int BUFFER = 64 * 1024;
    private static final long MAX_BEHIND = Duration.ofMillis(50).toNanos();

    private final int port;
    private final double bytesPerNanosecond;

    private SlowLink(int port, double mebibytesPerSecond) {
        this.port = port;
        bytesPerNanosecond =
                mebibytesPerSecond * (1 << 20) / Duration.ofSeconds(1).toNanos();
    }

    /** Runs until nobody holds its standard input any more. */
    public static void main(String[] arguments) throws IOException {
        SlowLink link = new SlowLink(Integer.parseInt(arguments[0]), Double.parseDouble(arguments[1]));
        try (ServerSocket listening = new ServerSocket(0, 128, InetAddress.getLoopbackAddress())) {
            System.out.println(listening.getLocalPort());
            Thread.ofPlatform().daemon().start(() -> link.accept(listening));
            System.in.transferTo(OutputStream.nullOutputStream());
        }
    }

    private void accept(ServerSocket listening) {
        while (!listening.isClosed()) {
            try {
                Socket client = listening.accept();
                Socket server = new Socket(InetAddress.getLoopbackAddress(), port);
                start(() -> pass(client, server, Double.POSITIVE_INFINITY));
                start(() -> pass(server, client, bytesPerNanosecond));
            } catch (IOException e) {
                System.err.println("a connection was not passed on: " + e.getMessage());
            }
        }
    }

    private static void start(Runnable passing) {
        Thread.ofPlatform().daemon().start(passing);
    }

    /** Ends both connections when one of them ends. */
    private static void pass(Socket from, Socket to, double bytesPerNanosecond) {
        byte[] buffer = new byte[BUFFER];
        try (from;
                to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            long due = System.nanoTime();
            for (int length = in.read(buffer); length >= 0; length = in.read(buffer)) {
                out.write(buffer, 0, length);
                due = Math.max(due, System.nanoTime() - MAX_BEHIND) + (long) (length / bytesPerNanosecond);
                sleepUntil(due);
            }
        } catch (IOException e) {
            // one side has gone, and with it goes the other
        }
    }

    private static void sleepUntil(long due) {
        long nanoseconds = due - System.nanoTime();
        if (nanoseconds > 0) {
            try {
                Thread.sleep(Duration.ofNanos(nanoseconds));
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
