package dev.lifeboat.aws;

import java.net.URI;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;

/** Makes the client that a store speaks to its bucket with. */
final class S3Clients {
    private static final int CONNECTIONS = 256;

    private S3Clients() {}

    static S3Client open(S3Settings settings) {
        S3ClientBuilder client = S3Client.builder()
                .httpClient(http(settings.limits()))
                .forcePathStyle(settings.pathStyle())
                .serviceConfiguration(service -> service.chunkedEncodingEnabled(false))
                // Checksums are computed here as the bytes are written; readers check SHA-256.
                .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
                .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED)
                .overrideConfiguration(calls -> calls.retryStrategy(AwsRetryStrategy.adaptiveRetryStrategy().toBuilder()
                                .maxAttempts(settings.limits().tries())
                                .build())
                        .apiCallAttemptTimeout(settings.limits().call())
                        .addExecutionInterceptor(new NoExpectation()));
        settings.region().map(Region::of).ifPresent(client::region);
        settings.endpoint().ifPresent(endpoint -> at(client, endpoint, settings));
        return client.build();
    }

    private static void at(S3ClientBuilder client, URI endpoint, S3Settings settings) {
        client.endpointOverride(endpoint);
        if (settings.region().isEmpty() && DefaultRegion.find().isEmpty()) {
            client.region(Region.US_EAST_1); // what servers other than AWS go by, if by any
        }
    }

    private static SdkHttpClient http(S3Settings.Limits limits) {
        return ApacheHttpClient.builder()
                .maxConnections(CONNECTIONS)
                .connectionTimeout(limits.connect())
                .connectionAcquisitionTimeout(limits.call())
                .socketTimeout(limits.silence())
                .expectContinueEnabled(false)
                .build();
    }
}
