package dev.lifeboat.lambda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.lifeboat.aws.S3Settings.Lock;
import dev.lifeboat.backup.CatalogId;
import dev.lifeboat.error.ErrorCode;
import dev.lifeboat.error.LifeboatException;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class EnvironmentTest {
    private static final String OWNER = "0123456789ABCDEF0123456789ABCDEF01234567";

    private static void assertRefused(ThrowingCallable reading, String message) {
        assertThatExceptionOfType(LifeboatException.class)
                .isThrownBy(reading)
                .withMessage(message)
                .extracting(LifeboatException::code)
                .isEqualTo(ErrorCode.CONFIGURATION_INVALID);
    }

    private static Environment of(String name, String value) {
        return new Environment(Map.of(name, value));
    }

    @Test
    void emptyVariableIsNone() {
        assertThat(of("A", "").find("A", text -> text)).isEmpty();
        assertRefused(
                () -> of("A", "").require("A", text -> text),
                "environment variable A is not set: the function cannot work");
    }

    @Test
    void whatAReaderRefusesIsNamedByItsVariable() {
        assertRefused(
                () -> of("LIFEBOAT_CATALOG", "x").find("LIFEBOAT_CATALOG", CatalogId::new),
                "environment variable LIFEBOAT_CATALOG is wrong, a catalog is 32 lowercase hexadecimal digits, not x:"
                        + " the function cannot work");
    }

    @Test
    void numberOutOfRangeIsRefused() {
        assertThat(of("N", "128").number("N", 1, 128, 16)).isEqualTo(128);
        assertThat(of("M", "3").number("N", 1, 128, 16)).isEqualTo(16);
        for (String wrong : new String[] {"0", "129", "many", "1.5"}) {
            assertRefused(
                    () -> of("N", wrong).number("N", 1, 128, 16),
                    "environment variable N is wrong, '%s' is not a whole number from 1 to 128: the function cannot work"
                            .formatted(wrong));
        }
    }

    @Test
    void flagIsTrueOrFalse() {
        assertThat(of("F", "true").flag("F")).isTrue();
        assertThat(of("F", "false").flag("F")).isFalse();
        assertThat(of("F", "").flag("F")).isFalse();
        assertRefused(
                () -> of("F", "yes").flag("F"),
                "environment variable F is wrong, 'yes' is neither true nor false: the function cannot work");
    }

    @Test
    void sourceIsWhatItsVariablesSay() {
        String catalog = "0123456789abcdef0123456789abcdef";
        ProtectedSource source = ProtectedSource.of(new Environment(Map.of(
                "LIFEBOAT_SOURCE",
                "shop",
                "LIFEBOAT_OWNER",
                OWNER.toLowerCase(Locale.ROOT),
                "LIFEBOAT_TRUST_VERSION",
                "7",
                "LIFEBOAT_CATALOG",
                catalog)));
        assertThat(source.name()).hasToString("shop");
        assertThat(source.pin().owner().value()).isEqualTo(OWNER);
        assertThat(source.pin().minimumVersion()).isEqualTo(7);
        assertThat(source.pin().catalog()).contains(new CatalogId(catalog));
    }

    @Test
    void wrongSourceIsRefusedWithTheHintOfItsReader() {
        assertThatExceptionOfType(LifeboatException.class)
                .isThrownBy(() -> ProtectedSource.of(of("LIFEBOAT_SOURCE", "Shop")))
                .withMessageStartingWith("environment variable LIFEBOAT_SOURCE is wrong, source name 'Shop' is not ")
                .extracting(LifeboatException::hint)
                .isEqualTo("choose a short name such as shop");
    }

    @Test
    void storeIsWhatItsVariablesSay() {
        StoreVariables store = StoreVariables.of(
                new Environment(Map.of(
                        "LIFEBOAT_TO", "s3://copies/of/shop",
                        "LIFEBOAT_TO_REGION", "eu-west-1",
                        "LIFEBOAT_REGION", "eu-central-1",
                        "LIFEBOAT_TO_KMS_KEY", "alias/copies",
                        "LIFEBOAT_TO_STORAGE_CLASS", "STANDARD_IA",
                        "LIFEBOAT_PATH_STYLE", "true")),
                "LIFEBOAT_TO",
                "LIFEBOAT_TO_");
        assertThat(store.place()).hasToString("s3://copies/of/shop");
        assertThat(store.settings().region()).isEqualTo(Optional.of("eu-west-1"));
        assertThat(store.settings().kmsKey()).isEqualTo(Optional.of("alias/copies"));
        assertThat(store.settings().storageClass()).isEqualTo(Optional.of("STANDARD_IA"));
        assertThat(store.settings().pathStyle()).isTrue();
        assertThat(store.settings().lock()).isEmpty();
    }

    private static StoreVariables copies(String days, String mode) {
        return StoreVariables.of(
                new Environment(Map.of(
                        "LIFEBOAT_TO",
                        "s3://copies",
                        "LIFEBOAT_TO_LOCK_DAYS",
                        days,
                        "LIFEBOAT_TO_LOCK_MODE",
                        mode,
                        "LIFEBOAT_LOCK_DAYS",
                        "7")),
                "LIFEBOAT_TO",
                "LIFEBOAT_TO_");
    }

    @Test
    void lockIsAStoresOwn() {
        assertThat(copies("30", "compliance").settings().lock()).contains(new Lock(Duration.ofDays(30), true));
        assertThat(copies("30", "governance").settings().lock()).contains(new Lock(Duration.ofDays(30), false));
        assertThat(copies("1", "").settings().lock()).contains(new Lock(Duration.ofDays(1), false));
        assertThat(copies("", "governance").settings().lock()).isEmpty();
        assertRefused(
                () -> copies("0", ""),
                "environment variable LIFEBOAT_TO_LOCK_DAYS is wrong, '0' is not a whole number from 1 to 36500: the function cannot work");
        assertRefused(
                () -> copies("30", "forever"),
                "environment variable LIFEBOAT_TO_LOCK_MODE is wrong, 'forever' is neither governance nor compliance: the function cannot work");
    }
}
