package dev.lifeboat.postgres.connect;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * How a connection is protected.
 *
 * @param rootCertificate PEM file of the roots, the word {@code system} for the platform's own, or null for none
 * @param certificate PEM file of the client's certificate, or null to show none
 * @param key the private key of that certificate, or null with it
 */
public record Tls(
        SslMode mode,
        @Nullable String rootCertificate,
        @Nullable Path certificate,
        @Nullable Path key) {
    /** The root certificate that stands for the platform's trusted roots. */
    public static final String SYSTEM = "system";

    /** Whether the platform's own trusted roots are used. */
    public boolean trustsSystem() {
        return SYSTEM.equals(rootCertificate);
    }
}
