package dev.lifeboat.lambda;

/** What functions call themselves in the documents that they sign. */
public final class Writer {
    private Writer() {}

    /** The program and its version. */
    public static String name() {
        String version = Writer.class.getPackage().getImplementationVersion();
        return "lifeboat " + (version == null ? "unpackaged" : version);
    }
}
