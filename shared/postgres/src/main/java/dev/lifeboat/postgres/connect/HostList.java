package dev.lifeboat.postgres.connect;

import dev.lifeboat.error.ErrorCode;
import dev.lifeboat.error.LifeboatException;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** libpq's lists of hosts and ports, side by side. */
final class HostList {
    private static final String DEFAULT_PORT = "5432";

    private HostList() {}

    static List<ServerHost> read(Keywords words, Tls tls) {
        List<String> names = names(words, tls);
        List<String> ports = List.of(words.get("port", DEFAULT_PORT).split(",", -1));
        if (ports.size() != 1 && ports.size() != names.size()) {
            throw new LifeboatException(
                    ErrorCode.CONFIGURATION_INVALID,
                    "%d hosts are given with %d ports: no connection was made".formatted(names.size(), ports.size()),
                    "give every host a port, or one port for all");
        }
        return IntStream.range(0, names.size())
                .mapToObj(i -> host(names.get(i), ports.get(ports.size() == 1 ? 0 : i)))
                .toList();
    }

    /** An address takes the place of its name; but the name is what verify-full would have checked. */
    private static List<String> names(Keywords words, Tls tls) {
        @Nullable String addresses = words.get("hostaddr");
        String names = words.get("host", "localhost");
        if (addresses == null) {
            return List.of(names.split(",", -1));
        }
        if (tls.mode() == SslMode.VERIFY_FULL && !addresses.equals(words.get("host", addresses))) {
            throw new LifeboatException(
                    ErrorCode.CONFIGURATION_INVALID,
                    "hostaddr (PGHOSTADDR) together with host and sslmode verify-full is not supported: no connection was made",
                    "leave hostaddr out and let the host's name lead to the server");
        }
        return List.of(addresses.split(",", -1));
    }

    private static ServerHost host(String name, String port) {
        String number = port.isEmpty() ? DEFAULT_PORT : port;
        if (!number.matches("[0-9]{1,5}")) {
            throw new LifeboatException(
                    ErrorCode.CONFIGURATION_INVALID,
                    "a port is not a number of 1 to 65535: no connection was made",
                    "correct the connection URI, or PGPORT; a : or / in a password is written %3A or %2F");
        }
        return new ServerHost(name.isEmpty() ? "localhost" : name, Integer.parseInt(number));
    }
}
