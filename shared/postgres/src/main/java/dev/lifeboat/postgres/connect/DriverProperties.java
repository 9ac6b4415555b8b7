package dev.lifeboat.postgres.connect;

import dev.lifeboat.error.ErrorCode;
import dev.lifeboat.error.LifeboatException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGProperty;
import org.postgresql.ssl.DefaultJavaSSLFactory;

/** What the driver is told for one host of an address. */
final class DriverProperties {
    private DriverProperties() {}

    static Properties of(DatabaseAddress address, ServerHost host, String applicationName) {
        Properties properties = new Properties();
        PGProperty.USER.set(properties, address.user());
        @Nullable Password password = address.password(host);
        if (password != null) {
            PGProperty.PASSWORD.set(properties, password.reveal());
        }
        PGProperty.APPLICATION_NAME.set(properties, applicationName);
        PGProperty.CHANNEL_BINDING.set(properties, address.channelBinding());
        int seconds = Math.toIntExact(address.connectTimeout().toSeconds());
        PGProperty.CONNECT_TIMEOUT.set(properties, seconds);
        PGProperty.LOGIN_TIMEOUT.set(properties, seconds);
        setBehaviour(properties);
        setTls(properties, address.tls());
        return properties;
    }

    /** Host and database have to stand here: without a database the driver takes the user's name, whatever is set. */
    static String url(DatabaseAddress address, ServerHost host) {
        return "jdbc:postgresql://%s/%s".formatted(host, URLEncoder.encode(address.database(), StandardCharsets.UTF_8));
    }

    private static void setBehaviour(Properties properties) {
        PGProperty.ASSUME_MIN_SERVER_VERSION.set(properties, "14");
        PGProperty.TCP_KEEP_ALIVE.set(properties, true);
        PGProperty.GSS_ENC_MODE.set(properties, "disable");
        // statements are not prepared on the server: a plan kept over a change of the schema becomes an error
        PGProperty.PREPARE_THRESHOLD.set(properties, 0);
        // the detail of an error holds values of rows
        PGProperty.LOG_SERVER_ERROR_DETAIL.set(properties, false);
        PGProperty.OPTIONS.set(properties, null);
    }

    private static void setTls(Properties properties, Tls tls) {
        PGProperty.SSL_MODE.set(properties, effectiveMode(tls).word());
        PGProperty.SSL_CERT.set(
                properties, tls.certificate() == null ? "" : tls.certificate().toString());
        PGProperty.SSL_KEY.set(properties, tls.key() == null ? "" : tls.key().toString());
        if (tls.trustsSystem()) {
            PGProperty.SSL_FACTORY.set(properties, DefaultJavaSSLFactory.class.getName());
        } else if (tls.rootCertificate() != null) {
            PGProperty.SSL_ROOT_CERT.set(properties, tls.rootCertificate());
        }
        if (tls.mode() != SslMode.DISABLE && tls.key() != null && !isPkcs12(tls.key())) {
            PGProperty.PEM_KEY_ALGORITHM.set(properties, ClientKey.algorithm(tls.key()));
        }
    }

    /** libpq's require verifies the certificate as verify-ca does where there is a root to verify against. */
    private static SslMode effectiveMode(Tls tls) {
        boolean hasRoot =
                tls.rootCertificate() != null && (tls.trustsSystem() || Files.exists(Path.of(tls.rootCertificate())));
        if (tls.mode().verifies() && !hasRoot) {
            throw new LifeboatException(
                    ErrorCode.CONFIGURATION_INVALID,
                    "sslmode %s needs a root certificate, and %s does not exist: the server cannot be verified"
                            .formatted(
                                    tls.mode().word(),
                                    tls.rootCertificate() == null ? "~/.postgresql/root.crt" : tls.rootCertificate()),
                    "name a PEM file by sslrootcert or PGSSLROOTCERT (RDS: global-bundle.pem), or use"
                            + " sslrootcert=system for a publicly trusted certificate");
        }
        return tls.mode() == SslMode.REQUIRE && hasRoot ? SslMode.VERIFY_CA : tls.mode();
    }

    private static boolean isPkcs12(Path key) {
        return key.toString().endsWith(".p12") || key.toString().endsWith(".pfx");
    }
}
