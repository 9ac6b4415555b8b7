package dev.lifeboat.store;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Path;

/** A file system of a megabyte in memory that a test can fill, make read-only and take away. Needs root on Linux. */
record SmallDisk(Path mount) implements AutoCloseable {
    static SmallDisk at(Path folder) throws InterruptedException {
        assumeTrue(
                run("mount", "-t", "tmpfs", "-o", "size=1m", "lifeboat-test", folder.toString()),
                "a small disk can be mounted by root on Linux only");
        return new SmallDisk(folder);
    }

    void makeReadOnly() throws InterruptedException {
        assumeTrue(run("mount", "-o", "remount,ro", mount.toString()), "the disk can be made read-only");
    }

    @Override
    public void close() {
        try {
            run("umount", "--lazy", mount.toString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static boolean run(String... command) throws InterruptedException {
        try {
            return new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            return false;
        }
    }
}
