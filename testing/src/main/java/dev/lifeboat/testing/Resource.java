package dev.lifeboat.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** Files that this module's jar carries beside its classes. */
final class Resource {
    private Resource() {}

    static boolean exists(String name) {
        return Resource.class.getResource(name) != null;
    }

    static InputStream open(String name) {
        InputStream stream = Resource.class.getResourceAsStream(name);
        if (stream == null) {
            throw new IllegalArgumentException("there is no resource " + name);
        }
        return stream;
    }

    static byte[] bytes(String name) {
        try (InputStream stream = open(name)) {
            return stream.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
