package dev.lifeboat.aws;

import java.time.Instant;
import software.amazon.awssdk.services.s3.model.CopyObjectRequest;
import software.amazon.awssdk.services.s3.model.CreateMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.ObjectLockMode;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.ServerSideEncryption;

/** What every object gets besides its bytes; the ways to create one have no type in common. */
record ObjectProperties(S3Settings settings) {
    void apply(PutObjectRequest.Builder request) {
        settings.kmsKey()
                .ifPresent(key -> request.serverSideEncryption(ServerSideEncryption.AWS_KMS)
                        .ssekmsKeyId(key));
        settings.storageClass().ifPresent(request::storageClass);
        settings.lock().ifPresent(lock -> request.objectLockMode(mode(lock)).objectLockRetainUntilDate(end(lock)));
    }

    void apply(CreateMultipartUploadRequest.Builder request) {
        settings.kmsKey()
                .ifPresent(key -> request.serverSideEncryption(ServerSideEncryption.AWS_KMS)
                        .ssekmsKeyId(key));
        settings.storageClass().ifPresent(request::storageClass);
        settings.lock().ifPresent(lock -> request.objectLockMode(mode(lock)).objectLockRetainUntilDate(end(lock)));
    }

    void apply(CopyObjectRequest.Builder request) {
        settings.kmsKey()
                .ifPresent(key -> request.serverSideEncryption(ServerSideEncryption.AWS_KMS)
                        .ssekmsKeyId(key));
        settings.storageClass().ifPresent(request::storageClass);
        settings.lock().ifPresent(lock -> request.objectLockMode(mode(lock)).objectLockRetainUntilDate(end(lock)));
    }

    private static ObjectLockMode mode(S3Settings.Lock lock) {
        return lock.compliance() ? ObjectLockMode.COMPLIANCE : ObjectLockMode.GOVERNANCE;
    }

    private static Instant end(S3Settings.Lock lock) {
        return Instant.now().plus(lock.period());
    }
}
