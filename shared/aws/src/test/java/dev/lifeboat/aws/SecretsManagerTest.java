package dev.lifeboat.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.lifeboat.error.ErrorCode;
import dev.lifeboat.error.LifeboatException;
import dev.lifeboat.testing.aws.TestAws;
import java.net.URI;
import org.junit.jupiter.api.Test;

class SecretsManagerTest {
    private static final String ENDPOINT = "aws.endpointUrlSecretsManager";
    private static final String REGION = "aws.region";

    private final TestAws aws = TestAws.shared();

    /** Where it is found is what the environment, or here the process's properties, say. */
    private SecretsManager at(URI endpoint) {
        System.setProperty("aws.accessKeyId", TestAws.ACCESS_KEY);
        System.setProperty("aws.secretAccessKey", TestAws.SECRET_KEY);
        System.setProperty(ENDPOINT, endpoint.toString());
        System.setProperty(REGION, aws.region());
        try {
            return SecretsManager.open();
        } finally {
            System.clearProperty(ENDPOINT);
            System.clearProperty(REGION);
        }
    }

    private static void assertFails(SecretsManager secrets, String name, ErrorCode code, String message) {
        assertThatExceptionOfType(LifeboatException.class)
                .isThrownBy(() -> secrets.text(name))
                .withMessage(message)
                .extracting(LifeboatException::code)
                .isEqualTo(code);
    }

    @Test
    void textOfASecretIsRead() {
        assertThat(at(aws.endpoint()).text(aws.newSecret("two\nlines"))).isEqualTo("two\nlines");
    }

    @Test
    void secretThatIsNotThereIsNamed() {
        assertFails(
                at(aws.endpoint()),
                "shop/none",
                ErrorCode.KEY_MISSING,
                "secret shop/none is not in Secrets Manager, or has no value: it cannot be used");
    }

    @Test
    void secretThatIsNoTextIsRefused() {
        String name = aws.newBinarySecret(new byte[] {1, 2, 3});
        assertFails(
                at(aws.endpoint()),
                name,
                ErrorCode.KEY_MISSING,
                "secret %s is binary, expected text: it is not used".formatted(name));
    }

    @Test
    void serviceThatDoesNotAnswerIsAFailureOfItsOwn() {
        assertFails(
                at(URI.create("http://127.0.0.1:1")),
                "shop/copy",
                ErrorCode.STORE_UNREACHABLE,
                "Secrets Manager does not answer for secret shop/copy: it cannot be used");
    }
}
