package dev.lifeboat.aws;

import dev.lifeboat.error.ErrorCode;
import dev.lifeboat.error.LifeboatException;
import java.util.Optional;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.secretsmanager.model.ResourceNotFoundException;

/** Secrets as AWS Secrets Manager keeps them, in the account and region that the environment says. */
public final class SecretsManager {
    private final SecretsManagerClient client;

    private SecretsManager(SecretsManagerClient client) {
        this.client = client;
    }

    /**
     * Prepares to ask; asks nothing yet.
     *
     * @throws LifeboatException REGION_WRONG if nothing says which region
     */
    public static SecretsManager open() {
        try {
            return new SecretsManager(SecretsManagerClient.builder()
                    .httpClientBuilder(ApacheHttpClient.builder())
                    .build());
        } catch (SdkClientException e) {
            throw new LifeboatException(
                    ErrorCode.REGION_WRONG,
                    "Secrets Manager needs a region, and none was found: no secret is read",
                    "set AWS_REGION",
                    e);
        }
    }

    /**
     * Reads the text of a secret as it is now.
     *
     * @param secret its name or ARN
     * @throws LifeboatException KEY_MISSING if it is not there or must not be read, STORE_UNREACHABLE if the service fails
     */
    public String text(String secret) {
        try {
            return Optional.ofNullable(client.getSecretValue(request -> request.secretId(secret))
                            .secretString())
                    .orElseThrow(() -> new LifeboatException(
                            ErrorCode.KEY_MISSING,
                            "secret %s is binary, expected text: it is not used".formatted(secret),
                            "store the text itself: aws secretsmanager put-secret-value --secret-string file://FILE"));
        } catch (ResourceNotFoundException e) {
            throw new LifeboatException(
                    ErrorCode.KEY_MISSING,
                    "secret %s is not in Secrets Manager, or has no value: it cannot be used".formatted(secret),
                    "see its name, the account and the region, and that a value was stored",
                    e);
        } catch (AwsServiceException e) {
            throw refused(secret, e);
        } catch (SdkClientException e) {
            throw new LifeboatException(
                    ErrorCode.STORE_UNREACHABLE,
                    "Secrets Manager does not answer for secret %s: it cannot be used".formatted(secret),
                    "see the network; in a VPC without a way out, Secrets Manager needs an endpoint of its own",
                    e);
        }
    }

    private static LifeboatException refused(String secret, AwsServiceException answer) {
        String code = S3Failure.code(answer);
        boolean denied = code.equals("AccessDeniedException") || code.equals("DecryptionFailure");
        return new LifeboatException(
                denied ? ErrorCode.KEY_MISSING : ErrorCode.STORE_UNREACHABLE,
                "Secrets Manager answered %d (%s) for secret %s: it cannot be used"
                        .formatted(answer.statusCode(), code, secret),
                denied
                        ? "allow the role secretsmanager:GetSecretValue on it, and kms:Decrypt on its key if that is your own"
                        : "try again later",
                answer);
    }
}
