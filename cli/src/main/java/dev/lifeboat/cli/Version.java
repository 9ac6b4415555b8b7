package dev.lifeboat.cli;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;

/** Which program this is, and what it runs on. */
@JsonPropertyOrder({"version", "java", "os"})
record Version(String version, String java, String os) {
    static Version current() {
        String version = Version.class.getPackage().getImplementationVersion();
        return new Version(
                version == null ? "unpackaged" : version,
                "%s (%s)".formatted(Runtime.version(), System.getProperty("java.vendor")),
                "%s %s %s"
                        .formatted(
                                System.getProperty("os.name"),
                                System.getProperty("os.version"),
                                System.getProperty("os.arch")));
    }

    /** On one line. */
    String text() {
        return "lifeboat %s%n".formatted(version);
    }

    String verboseText() {
        return text() + "java %s%nos %s%n".formatted(java, os);
    }
}
