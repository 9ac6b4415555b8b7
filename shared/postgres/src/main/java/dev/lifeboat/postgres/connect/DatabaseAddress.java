package dev.lifeboat.postgres.connect;

import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One database and how to log in to it, as libpq would have understood the same words.
 *
 * @param hosts the servers to try in this order, at least one
 * @param choice which of them will do
 * @param passwords what is known of passwords, asked per host
 * @param connectTimeout how long one host may take to answer
 * @param channelBinding libpq's channel_binding: disable, prefer or require
 */
public record DatabaseAddress(
        List<ServerHost> hosts,
        ServerChoice choice,
        String database,
        String user,
        Passwords passwords,
        Tls tls,
        Duration connectTimeout,
        String channelBinding,
        @Nullable String applicationName) {

    public DatabaseAddress {
        hosts = List.copyOf(hosts);
        if (hosts.isEmpty()) {
            throw new IllegalArgumentException("an address has at least one host");
        }
    }

    /** The same server and login, another database. */
    public DatabaseAddress withDatabase(String name) {
        return new DatabaseAddress(
                hosts, choice, name, user, passwords, tls, connectTimeout, channelBinding, applicationName);
    }

    /** The same database on exactly this server. */
    public DatabaseAddress at(ServerHost host) {
        return new DatabaseAddress(
                List.of(host),
                ServerChoice.ANY,
                database,
                user,
                passwords,
                tls,
                connectTimeout,
                channelBinding,
                applicationName);
    }

    /** Whether it names one server and takes it whatever its role, so that every connection meets the same one. */
    public boolean isSettled() {
        return hosts.size() == 1 && choice == ServerChoice.ANY;
    }

    /** The password for one of the hosts, or null where none is known. */
    public @Nullable Password password(ServerHost host) {
        return passwords.find(host, database, user);
    }

    /** For people: {@code postgresql://user@host:port/database}, never with a password. */
    @Override
    public String toString() {
        String servers = hosts.stream().map(ServerHost::toString).collect(Collectors.joining(","));
        return "postgresql://%s@%s/%s".formatted(user, servers, database);
    }
}
