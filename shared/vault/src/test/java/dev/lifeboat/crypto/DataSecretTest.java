package dev.lifeboat.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class DataSecretTest {
    @Test
    void isDrawnAnewAndReadFromItsText() {
        DataSecret secret = DataSecret.random();

        assertThat(secret.text())
                .matches("[0-9a-f]{64}")
                .isNotEqualTo(DataSecret.random().text());
        assertThat(DataSecret.of(secret.text())).isEqualTo(secret);
    }

    @Test
    void isNeverShown() {
        DataSecret secret = DataSecret.random();

        assertThat(secret.toString()).isEqualTo("DataSecret[hidden]");
        assertThatThrownBy(() -> DataSecret.of(secret.text() + "0"))
                .hasMessage("data secret is not 64 lowercase hexadecimal digits: it opens no object");
    }
}
