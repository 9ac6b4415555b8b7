package dev.lifeboat.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.UserPrincipal;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Who PostgreSQL's programs run as. They refuse to run as root, so root hands them to an ordinary user or, where a
 * container does not let it change users, to a user namespace in which it is nobody.
 */
record ServerUser(List<String> prefix, Optional<UserPrincipal> owner) {
    private static final ServerUser CURRENT = find();

    static ServerUser current() {
        return CURRENT;
    }

    private static ServerUser find() {
        if (!System.getProperty("user.name").equals("root")) {
            return new ServerUser(List.of(), Optional.empty());
        }
        return Stream.of("postgres", "nobody")
                .flatMap(name -> changingTo(name).stream())
                .findFirst()
                .or(() -> inNamespace())
                .orElseThrow(() -> new IllegalStateException(
                        "PostgreSQL does not run as root, and neither setpriv nor unshare of util-linux can make root "
                                + "another user here: run the tests as an ordinary user"));
    }

    private static Optional<ServerUser> changingTo(String name) {
        Program.Result group = Program.named("id", "-g", name).run();
        if (group.exitCode() != 0) {
            return Optional.empty();
        }
        List<String> prefix =
                List.of("setpriv", "--reuid=" + name, "--regid=" + group.text().strip(), "--clear-groups");
        return works(prefix).map(_ -> new ServerUser(prefix, Optional.of(principal(name))));
    }

    private static Optional<ServerUser> inNamespace() {
        List<String> prefix = List.of("unshare", "--user");
        return works(prefix).map(_ -> new ServerUser(prefix, Optional.empty()));
    }

    private static Optional<Boolean> works(List<String> prefix) {
        if (Program.find(prefix.getFirst()).isEmpty()) {
            return Optional.empty();
        }
        Program probe = Program.named(
                        prefix.getFirst(), prefix.subList(1, prefix.size()).toArray(String[]::new))
                .with("true");
        return Optional.of(probe.run().exitCode() == 0).filter(Boolean::booleanValue);
    }

    private static UserPrincipal principal(String name) {
        try {
            return Path.of("/").getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName(name);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A program of the server, to be run by this user. */
    Program program(Path path) {
        if (prefix.isEmpty()) {
            return Program.at(path);
        }
        return Program.named(prefix.getFirst(), prefix.subList(1, prefix.size()).toArray(String[]::new))
                .with(path.toString());
    }

    /** Makes a file or an empty folder this user's. */
    void own(Path path) throws IOException {
        if (owner.isPresent()) {
            Files.setOwner(path, owner.get());
        }
    }
}
