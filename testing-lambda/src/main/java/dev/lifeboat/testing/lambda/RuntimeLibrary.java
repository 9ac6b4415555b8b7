package dev.lifeboat.testing.lambda;

import com.amazonaws.services.lambda.runtime.api.client.AWSLambda;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Objects;

/**
 * The native library of AWS's runtime interface client. Each function would write it anew to one place in {@code /tmp}, which functions
 * that start at the same time take away from each other; so there is one for each process of tests.
 */
final class RuntimeLibrary {
    private static final String PROPERTY =
            "com.amazonaws.services.lambda.runtime.api.client.runtimeapi.NativeClient.JNI";
    private static final Path FILE = unpacked();

    private RuntimeLibrary() {}

    /** What tells the client where it is. */
    static String option() {
        return "-D%s=%s".formatted(PROPERTY, FILE);
    }

    private static Path unpacked() {
        String processor = System.getProperty("os.arch").equals("aarch64") ? "aarch_64" : "x86_64";
        String name = "/jni/libaws-lambda-jni.linux-%s.so".formatted(processor);
        try (InputStream library = Objects.requireNonNull(AWSLambda.class.getResourceAsStream(name), name)) {
            Path file = Files.createTempFile("lifeboat-runtime-", ".so");
            Runtime.getRuntime().addShutdownHook(new Thread(() -> file.toFile().delete()));
            Files.copy(library, file, StandardCopyOption.REPLACE_EXISTING);
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
