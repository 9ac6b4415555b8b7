package dev.lifeboat.postgres.program;

import dev.lifeboat.error.ErrorCode;
import dev.lifeboat.error.LifeboatException;
import dev.lifeboat.postgres.connect.DatabaseAddress;
import dev.lifeboat.postgres.connect.Password;
import dev.lifeboat.postgres.connect.ServerHost;
import dev.lifeboat.postgres.connect.Tls;
import java.net.URLEncoder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How a program is told where to log in.
 *
 * <p>The database, in a URI of ASCII alone: Java gives a program no other characters where the locale is C, as in most
 * containers. The password by PGPASSWORD: only the same user and root can read a process's environment, as with a
 * password file of mode 0600; but no file is left behind when a process is killed, and none has to be written at all.
 */
final class ProgramLogin {
    private static final String SETTINGS = "-c statement_timeout=0 -c lock_timeout=0"
            + " -c idle_in_transaction_session_timeout=0 -c default_transaction_read_only=off";

    private ProgramLogin() {}

    static String uri(DatabaseAddress address) {
        if (!address.isSettled()) {
            throw new IllegalArgumentException("a program is given exactly one server: settle the address first");
        }
        ServerHost host = address.hosts().getFirst();
        String name = host.name().contains(":") ? "[" + host.name() + "]" : encoded(host.name());
        return "postgresql://%s@%s:%d/%s"
                .formatted(encoded(address.user()), name, host.port(), encoded(address.database()));
    }

    static Map<String, String> variables(DatabaseAddress address) {
        Map<String, String> variables = new LinkedHashMap<>();
        variables.put("PGAPPNAME", "lifeboat");
        variables.put("PGOPTIONS", SETTINGS);
        variables.put("PGGSSENCMODE", "disable");
        variables.put("PGCHANNELBINDING", address.channelBinding());
        variables.put(
                "PGCONNECT_TIMEOUT", Long.toString(address.connectTimeout().toSeconds()));
        putTls(variables, address.tls());
        @Nullable Password password = address.password(address.hosts().getFirst());
        if (password != null) {
            variables.put("PGPASSWORD", representable("password", password.reveal()));
        }
        return variables;
    }

    private static void putTls(Map<String, String> variables, Tls tls) {
        variables.put("PGSSLMODE", tls.mode().word());
        if (tls.rootCertificate() != null) {
            variables.put("PGSSLROOTCERT", tls.rootCertificate());
        }
        if (tls.certificate() != null && tls.key() != null) {
            variables.put("PGSSLCERT", tls.certificate().toString());
            variables.put("PGSSLKEY", tls.key().toString());
        }
    }

    private static String encoded(String part) {
        return URLEncoder.encode(part, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /** Java would silently write a question mark for each character that the locale lacks. */
    static String representable(String what, String text) {
        Charset charset = Charset.forName(System.getProperty("sun.jnu.encoding", "US-ASCII"));
        if (!charset.newEncoder().canEncode(text)) {
            throw new LifeboatException(
                    ErrorCode.CONFIGURATION_INVALID,
                    "the %s has a character that the locale (%s) lacks: PostgreSQL's programs would get another one"
                            .formatted(what, charset),
                    "start Lifeboat with LC_ALL=C.UTF-8, or choose a %s of ASCII characters".formatted(what));
        }
        return text;
    }
}
