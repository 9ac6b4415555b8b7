package dev.lifeboat.postgres.connect;

import dev.lifeboat.testing.Program;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** A certificate authority made by openssl, and what it signs. */
record Certificates(Path folder) {
    static Certificates create(Path folder) {
        Certificates made = new Certificates(folder);
        made.openssl(
                "req",
                "-x509",
                "-newkey",
                "rsa:2048",
                "-nodes",
                "-days",
                "2",
                "-subj",
                "/CN=root",
                "-keyout",
                "root.key",
                "-out",
                "root.crt");
        return made;
    }

    Path file(String name) {
        return folder.resolve(name);
    }

    /** A key by this algorithm as unencrypted PKCS #8, name.key, and its certificate, name.crt. */
    Certificates sign(String name, String commonName, String alternativeName, String... algorithm) throws IOException {
        Files.writeString(file("extensions"), "subjectAltName=" + alternativeName + "\n");
        Program.required("openssl", "genpkey", "-algorithm")
                .with(algorithm)
                .with("-out", name + ".key")
                .in(folder)
                .succeed();
        Files.setPosixFilePermissions(file(name + ".key"), PosixFilePermissions.fromString("rw-------"));
        openssl("req", "-new", "-key", name + ".key", "-subj", "/CN=" + commonName, "-out", name + ".csr");
        openssl(
                "x509",
                "-req",
                "-in",
                name + ".csr",
                "-CA",
                "root.crt",
                "-CAkey",
                "root.key",
                "-CAcreateserial",
                "-days",
                "2",
                "-extfile",
                "extensions",
                "-out",
                name + ".crt");
        return this;
    }

    void openssl(String... arguments) {
        Program.required("openssl", arguments).in(folder).succeed();
    }
}
