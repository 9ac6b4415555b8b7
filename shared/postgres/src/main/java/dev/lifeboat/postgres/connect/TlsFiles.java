package dev.lifeboat.postgres.connect;

import dev.lifeboat.error.ErrorCode;
import dev.lifeboat.error.LifeboatException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Which certificates and keys libpq would use: those named, else those in {@code ~/.postgresql} that exist. */
final class TlsFiles {
    private TlsFiles() {}

    static Tls resolve(Keywords words, Path home) {
        Path folder = home.resolve(".postgresql");
        @Nullable String root = words.get("sslrootcert", existing(folder.resolve("root.crt")));
        SslMode mode = SslMode.of(words.get("sslmode", Tls.SYSTEM.equals(root) ? "verify-full" : "prefer"));
        if (Tls.SYSTEM.equals(root) && mode != SslMode.VERIFY_FULL) {
            throw new LifeboatException(
                    ErrorCode.CONFIGURATION_INVALID,
                    "sslmode %s is too weak for sslrootcert=system: anybody can have a certificate from a public root"
                            .formatted(mode.word()),
                    "use sslmode=verify-full");
        }
        @Nullable Path certificate = path(words.get("sslcert", existing(folder.resolve("postgresql.crt"))));
        @Nullable
        Path key = certificate == null
                ? null
                : Path.of(words.get("sslkey", folder.resolve("postgresql.key").toString()));
        return new Tls(mode, root.isEmpty() ? null : root, certificate, key);
    }

    private static String existing(Path file) {
        return Files.exists(file) ? file.toString() : "";
    }

    private static @Nullable Path path(String file) {
        return file.isEmpty() ? null : Path.of(file);
    }
}
