package dev.lifeboat.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class KeyFingerprintTest {
    private static final String PLAIN = "0123456789ABCDEF0123456789ABCDEF01234567";

    @Test
    void isReadAsPeopleAndProgramsPrintIt() {
        KeyFingerprint fingerprint = new KeyFingerprint(PLAIN);

        assertThat(KeyFingerprint.parse("0x" + PLAIN.toLowerCase(java.util.Locale.ROOT)))
                .isEqualTo(fingerprint);
        assertThat(KeyFingerprint.parse(fingerprint.grouped())).isEqualTo(fingerprint);
        assertThat(fingerprint.grouped()).isEqualTo("0123 4567 89AB CDEF 0123 4567 89AB CDEF 0123 4567");
        assertThat(fingerprint).hasToString(PLAIN);
    }

    @Test
    void aShortKeyIdIsNoFingerprint() {
        assertThatThrownBy(() -> KeyFingerprint.parse("89ABCDEF01234567"))
                .hasMessage("'89ABCDEF01234567' is not a key's fingerprint of 40 hexadecimal digits: nothing was done");
    }
}
