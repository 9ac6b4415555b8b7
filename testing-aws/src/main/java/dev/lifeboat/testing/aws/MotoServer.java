package dev.lifeboat.testing.aws;

import java.net.URI;
import java.time.Duration;
import java.util.List;

/**
 * moto's server, where somebody has installed it. It knows less than LocalStack: tests of what it lacks fail on it.
 *
 * <p>It looks whether a name is taken and stores in two steps, which two writers can take at once. Conditional writes are
 * atomic in whatever else is an S3, so requests that write reach it one at a time.
 */
final class MotoServer implements Emulator {
    private static final Duration TO_START = Duration.ofMinutes(1);

    @Override
    public String name() {
        return "moto's server";
    }

    @Override
    public boolean confirmsChecksums() {
        return false;
    }

    @Override
    public boolean datesUploads() {
        return false;
    }

    @Override
    @SuppressWarnings("resource") // it stands before the server as long as this process lives
    public URI start() throws EmulatorUnavailableException {
        int port = EmulatorProcess.freePort();
        // The shell stops the server when its standard input ends, which is when this process ends, however it does.
        String script = "exec 3<&0; moto_server -H 127.0.0.1 -p %d < /dev/null 3<&- & server=$!; ".formatted(port)
                + "{ cat <&3 > /dev/null; kill $server; } & exec 3<&-; wait $server";
        URI server = EmulatorProcess.start(List.of("sh", "-c", script), port, "/moto-api/", TO_START);
        return FaultyProxy.before(server)
                .next(Integer.MAX_VALUE, "(PUT|POST) .*", Fault.oneAtATime())
                .endpoint();
    }
}
