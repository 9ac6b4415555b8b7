package dev.lifeboat.postgres.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lifeboat.error.ErrorCode;
import dev.lifeboat.error.LifeboatException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DatabaseSecretTest {
    private static final String WHOLE = "{\"username\":\"backup\",\"password\":\"p@ss/word\",\"engine\":\"postgres\","
            + "\"host\":\"db.example.org\",\"port\":5433,\"dbname\":\"shop\",\"dbInstanceIdentifier\":\"shop\"}";
    private static final String LOGIN_ALONE = "{\"username\":\"backup\",\"password\":\"p@ss/word\"}";

    private static DatabaseAddress read(String secret, String configured) {
        AddressReader reader = new AddressReader(Map.of(), Path.of("/nonexistent"), "nobody", warning -> {
            throw new AssertionError(warning);
        });
        return reader.fromSecret(
                secret, "secret shop/db", Optional.of(configured).filter(uri -> !uri.isEmpty()));
    }

    private static String password(DatabaseAddress address) {
        return Optional.ofNullable(address.password(address.hosts().getFirst()))
                .map(Password::reveal)
                .orElseThrow();
    }

    private static void assertRefused(String secret, String configured, String why) {
        assertThatThrownBy(() -> read(secret, configured))
                .isInstanceOfSatisfying(
                        LifeboatException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.CONFIGURATION_INVALID))
                .hasMessage("secret shop/db %s: no connection was made", why)
                .hasNoCause();
    }

    @Test
    void jsonThatRdsKeepsSaysItAll() {
        DatabaseAddress address = read(WHOLE, "");
        assertThat(address).hasToString("postgresql://backup@db.example.org:5433/shop");
        assertThat(password(address)).isEqualTo("p@ss/word");
    }

    @Test
    void configuredAddressGoesOverThatOfTheSecretAndItsLoginDoesNot() {
        DatabaseAddress address = read(WHOLE, "postgresql://other@replica.example.org/books?sslmode=require");
        assertThat(address).hasToString("postgresql://backup@replica.example.org:5433/books");
        assertThat(address.tls().mode()).isEqualTo(SslMode.REQUIRE);
    }

    @Test
    void secretThatRdsManagesGetsItsAddressFromTheConfiguration() {
        assertThat(read(LOGIN_ALONE, "postgresql://db.example.org/shop"))
                .hasToString("postgresql://backup@db.example.org:5432/shop");
        assertRefused(
                LOGIN_ALONE, "", "does not say on which host the database is, and neither does LIFEBOAT_DATABASE");
        assertRefused(
                LOGIN_ALONE,
                "postgresql://db.example.org",
                "does not say which database is meant, and neither does LIFEBOAT_DATABASE");
    }

    @Test
    void connectionUriIsTakenAsItIs() {
        DatabaseAddress address = read("postgresql://backup:s3cret@db.example.org/shop\n", "");
        assertThat(address).hasToString("postgresql://backup@db.example.org:5432/shop");
        assertThat(password(address)).isEqualTo("s3cret");
    }

    @Test
    void otherSecretsAreRefusedWithoutBeingRepeated() {
        String neither = "is neither a connection URI nor the JSON that RDS keeps";
        assertRefused("s3cret", "", neither);
        assertRefused("\"s3cret\"", "", neither);
        assertRefused("{\"password\":\"s3cret\"", "", neither);
        assertRefused("{\"password\":\"s3cret\"}", "postgresql://db.example.org/shop", "has no username");
        assertRefused("{\"username\":\"backup\"}", "postgresql://db.example.org/shop", "has no password");
        assertRefused(
                WHOLE.replace("postgres", "mysql"), "", "is of another engine than postgres or aurora-postgresql");
    }
}
