package dev.lifeboat.testing;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.tukaani.xz.XZInputStream;

/** The programs of one major version's server, unpacked once per user and kept for the next run. */
final class ServerBinaries {
    private static final Map<Integer, ServerBinaries> UNPACKED = new ConcurrentHashMap<>();

    /** The build packs the servers of the platform that it runs on. */
    private static final List<String> PLATFORMS = List.of("linux-x86_64", "linux-arm_64", "darwin-arm_64");

    /** An extension of our own, in every server: see {@code databases/extensions.sql}. */
    private static final List<String> EXTENSION = List.of("lifeboat_atlas.control", "lifeboat_atlas--1.0.sql");

    private final Path folder;

    private ServerBinaries(Path folder) {
        this.folder = folder;
    }

    static ServerBinaries of(int major) {
        return UNPACKED.computeIfAbsent(major, ServerBinaries::unpacked);
    }

    Path program(String name) {
        return folder.resolve("bin").resolve(name);
    }

    private static ServerBinaries unpacked(int major) {
        String archive = PLATFORMS.stream()
                .map(platform -> "servers/%d/postgres-%s.txz".formatted(major, platform))
                .filter(Resource::exists)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "there is no server of PostgreSQL %d to test with".formatted(major)));
        try {
            Path cache = cache();
            Path folder = cache.resolve("postgres-%d-%s".formatted(major, digest(archive)));
            if (!Files.exists(folder)) {
                unpack(archive, cache, folder);
            }
            return new ServerBinaries(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Root's own home may be closed to the user that the server runs as, so root's cache is the system's. */
    private static Path cache() throws IOException {
        Path base = System.getProperty("user.name").equals("root")
                ? Path.of("/var/cache")
                : Path.of(System.getProperty("user.home"), ".cache");
        return Files.createDirectories(base.resolve("lifeboat-tests"));
    }

    private static String digest(String archive) {
        try {
            MessageDigest sha = MessageDigest.getInstance("SHA-256");
            sha.update(Resource.bytes(archive));
            for (String file : EXTENSION) {
                sha.update(Resource.bytes("extension/" + file));
            }
            return HexFormat.of().formatHex(sha.digest(), 0, 8);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Unpacks beside the folder and renames, so that it is whole once it is there, whoever else unpacks meanwhile. */
    private static void unpack(String archive, Path cache, Path folder) throws IOException {
        Path part = Files.createTempDirectory(cache, "unpacking-");
        Files.setPosixFilePermissions(part, PosixFilePermissions.fromString("rwxr-xr-x"));
        Path tar = part.resolve("postgres.tar");
        try (InputStream packed = new XZInputStream(new BufferedInputStream(Resource.open(archive)))) {
            Files.copy(packed, tar);
        }
        Program.named("tar", "-xf", tar.toString(), "-C", part.toString(), "--no-same-owner")
                .succeed();
        Files.delete(tar);
        for (String file : EXTENSION) {
            Path into = extensions(part).resolve(file);
            Files.write(into, Resource.bytes("extension/" + file));
            Files.setPosixFilePermissions(into, PosixFilePermissions.fromString("rw-r--r--"));
        }
        try {
            Files.move(part, folder, StandardCopyOption.ATOMIC_MOVE);
        } catch (FileSystemException e) {
            ServerFolder.delete(part);
            if (!Files.isDirectory(folder)) {
                throw e;
            }
        }
    }

    private static Path extensions(Path server) throws IOException {
        try (var files = Files.walk(server.resolve("share"))) {
            return files.filter(file -> file.endsWith("extension/plpgsql.control"))
                    .map(Path::getParent)
                    .findFirst()
                    .orElseThrow(() -> new IOException("no extensions in " + server));
        }
    }
}
