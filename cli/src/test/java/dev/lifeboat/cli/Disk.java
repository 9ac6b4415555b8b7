package dev.lifeboat.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A small disk in memory, which can be full and can be made read-only; only root may mount one. */
record Disk(Path path) implements AutoCloseable {
    /** Mounts one; where that is not permitted, the test is skipped and says so. */
    static Disk of(Path path, String size) throws IOException {
        Files.createDirectory(path);
        assumeTrue(
                dev.lifeboat.testing.Program.find("mount").isPresent()
                        && mount("-t", "tmpfs", "-o", "size=" + size, "tmpfs", path.toString()) == 0,
                "a disk that is full or read-only needs mount, which is permitted to root alone");
        return new Disk(path);
    }

    /** Mounts it anew with other options: {@code ro}, {@code size=64m}. */
    void remount(String options) {
        assertThat(mount("-o", "remount," + options, path.toString())).isZero();
    }

    private static int mount(String... arguments) {
        return dev.lifeboat.testing.Program.named("mount", arguments).run().exitCode();
    }

    @Override
    public void close() {
        dev.lifeboat.testing.Program.named("umount", "--lazy", path.toString()).succeed();
    }
}
