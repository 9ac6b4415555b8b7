package dev.lifeboat.aws;

import software.amazon.awssdk.services.s3.model.CompletedMultipartUpload;

/** An upload in parts, discarded by its close unless they became an object. */
interface Parts extends AutoCloseable {
    /** What S3 calls the upload. */
    String id();

    /** How many bytes all parts have. */
    long bytes();

    /** The CRC-32C that all of them together have to have. */
    int crc32c();

    /** What S3 wants to be told at the end. */
    CompletedMultipartUpload all();

    /** They are an object now. */
    void becameObject();

    @Override
    void close();
}
