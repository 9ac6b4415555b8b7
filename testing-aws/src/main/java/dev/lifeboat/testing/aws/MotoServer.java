package dev.lifeboat.testing.aws;

import java.net.URI;
import java.time.Duration;
import java.util.List;

/** moto's server, where somebody has installed it. It knows less than LocalStack: tests of what it lacks fail on it. */
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
    public URI start() throws EmulatorUnavailableException {
        int port = EmulatorProcess.freePort();
        // The shell stops the server when its standard input ends, which is when this process ends, however it does.
        String script = "exec 3<&0; moto_server -H 127.0.0.1 -p %d < /dev/null 3<&- & server=$!; ".formatted(port)
                + "{ cat <&3 > /dev/null; kill $server; } & exec 3<&-; wait $server";
        return EmulatorProcess.start(List.of("sh", "-c", script), port, "/moto-api/", TO_START);
    }
}
