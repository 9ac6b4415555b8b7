package dev.lifeboat.postgres.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.lifeboat.error.ErrorCode;
import dev.lifeboat.error.LifeboatException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AddressReaderTest {
    @TempDir
    Path home;

    private final List<String> warnings = new ArrayList<>();

    private AddressReader reader(Map<String, String> environment) {
        return new AddressReader(environment, home, "ann", warnings::add);
    }

    private DatabaseAddress read(String uri) {
        return reader(Map.of()).fromSecret(uri);
    }

    private static LifeboatException failure(Runnable action) {
        return catchThrowableOfType(LifeboatException.class, action::run);
    }

    private static @Nullable String password(DatabaseAddress address) {
        Password password = address.password(address.hosts().getFirst());
        return password == null ? null : password.reveal();
    }

    @Test
    void everyPartOfAUriIsReadAndDecoded() {
        DatabaseAddress address = read("postgresql://a%40b:p%3Aw%2F%C3%A9@db.example.org:6000/sh%6Fp?sslmode=require"
                + "&connect_timeout=7&application_name=x+y");
        assertThat(address.hosts()).containsExactly(new ServerHost("db.example.org", 6000));
        assertThat(address.user()).isEqualTo("a@b");
        assertThat(password(address)).isEqualTo("p:w/é");
        assertThat(address.database()).isEqualTo("shop");
        assertThat(address.tls().mode()).isEqualTo(SslMode.REQUIRE);
        assertThat(address.connectTimeout()).isEqualTo(Duration.ofSeconds(7));
        assertThat(address.applicationName()).isEqualTo("x+y");
    }

    @Test
    void whatNobodySaysIsLibpqsDefault() {
        DatabaseAddress address = read("postgresql://");
        assertThat(address.toString()).isEqualTo("postgresql://ann@localhost:5432/ann");
        assertThat(address.tls()).isEqualTo(new Tls(SslMode.PREFER, null, null, null));
        assertThat(address.choice()).isEqualTo(ServerChoice.ANY);
        assertThat(warnings).containsExactly("no database is named, so it is the one named like the user: \"ann\"");
    }

    @Test
    void ipv6AddressesStandInBrackets() {
        assertThat(read("postgres://[2001:db8::1]:5433/x").hosts())
                .containsExactly(new ServerHost("2001:db8::1", 5433));
        assertThat(read("postgres://[::1]/x").toString()).isEqualTo("postgresql://ann@[::1]:5432/x");
    }

    @Test
    void severalHostsKeepTheirOrderAndPorts() {
        DatabaseAddress address = read("postgresql://h1:5433,h2/x?target_session_attrs=primary");
        assertThat(address.hosts()).containsExactly(new ServerHost("h1", 5433), new ServerHost("h2", 5432));
        assertThat(address.choice()).isEqualTo(ServerChoice.PRIMARY);
        assertThat(address.isSettled()).isFalse();
        assertThat(address.at(new ServerHost("h2", 5432)).isSettled()).isTrue();
    }

    @Test
    void theUriOverridesTheServiceWhichOverridesTheEnvironment() throws IOException {
        Files.writeString(home.resolve(".pg_service.conf"), "# mine\n[shop]\nhost=service\nuser=bob\nport=7000\n");
        Map<String, String> environment =
                Map.of("PGHOST", "env", "PGUSER", "eve", "PGDATABASE", "d", "PGSERVICE", "shop");
        DatabaseAddress address = reader(environment).fromArgument("postgresql://uri");
        assertThat(address.toString()).isEqualTo("postgresql://bob@uri:7000/d");
    }

    @Test
    void theEnvironmentAloneIsEnough() {
        DatabaseAddress address = reader(Map.of(
                        "PGHOST",
                        "h1,h2",
                        "PGPORT",
                        "6000",
                        "PGUSER",
                        "eve",
                        "PGPASSWORD",
                        "secret",
                        "PGSSLMODE",
                        "disable"))
                .fromEnvironment();
        assertThat(address.hosts()).containsExactly(new ServerHost("h1", 6000), new ServerHost("h2", 6000));
        assertThat(address.database()).isEqualTo("eve");
        assertThat(password(address)).isEqualTo("secret");
        assertThat(address.toString()).doesNotContain("secret");
        assertThat(address.passwords().toString()).doesNotContain("secret");
    }

    @Test
    void passwordInAnArgumentIsRefusedWithoutRepeatingIt() {
        LifeboatException failure = failure(() -> reader(Map.of()).fromArgument("postgresql://u:hunter2@h/d"));
        assertThat(failure.code()).isEqualTo(ErrorCode.SECRET_IN_ARGUMENT);
        assertThat(failure.toText()).isEqualTo("""
                error [LB-603]: the connection URI holds a password, which everyone on this machine can read from the \
                process list: nothing was done
                    hint: leave the password out of the URI and give it by PGPASSWORD or in ~/.pgpass; change it if \
                others use this machine""");
        assertThat(failure(() -> reader(Map.of()).fromArgument("postgresql://h/d?password=hunter2"))
                        .code())
                .isEqualTo(ErrorCode.SECRET_IN_ARGUMENT);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "postgresql://u:hunt@er2@h/d",
                "postgresql://u:hunt/er2@h/d",
                "postgresql://u:12/hunter2@h/d",
                "postgresql://u:hunt%er2@h/d",
                "postgresql://u:hunter2@h:port/d",
                "mysql://u:hunter2@h/d",
                "host=h password=hunter2"
            })
    void malformedUriIsRefusedWithoutRepeatingItsPassword(String uri) {
        LifeboatException failure = failure(() -> read(uri));
        assertThat(failure.code()).isEqualTo(ErrorCode.CONFIGURATION_INVALID);
        assertThat(failure.toText()).doesNotContain("hunt").doesNotContain("er2");
    }

    @Test
    void unixSocketIsRefusedWithAHint() {
        LifeboatException failure = failure(() -> read("postgresql://%2Frun%2Fpostgresql/d"));
        assertThat(failure.toText()).isEqualTo("""
                error [LB-602]: host '/run/postgresql' is a Unix socket, which Lifeboat cannot speak through: no connection was made
                    hint: name the server by TCP, such as localhost, and let pg_hba.conf allow it""");
    }

    @Test
    void parameterThatNobodyKnowsIsRefusedAndAHarmlessOneWarns() {
        assertThat(failure(() -> read("postgresql://h/d?schema=public")))
                .hasMessage(
                        "connection parameter schema is not supported, and passing it over might be unsafe: no connection was made");
        read("postgresql://h/d?keepalives_idle=5");
        assertThat(warnings).containsExactly("connection parameter keepalives_idle is passed over");
        assertThat(failure(() -> reader(Map.of("PGSSLCRL", "x")).fromEnvironment())
                        .code())
                .isEqualTo(ErrorCode.CONFIGURATION_INVALID);
    }

    @Test
    void systemRootsDemandVerifyFull() {
        assertThat(read("postgresql://h/d?sslrootcert=system").tls().mode()).isEqualTo(SslMode.VERIFY_FULL);
        assertThat(failure(() -> read("postgresql://h/d?sslrootcert=system&sslmode=require"))
                        .code())
                .isEqualTo(ErrorCode.CONFIGURATION_INVALID);
    }

    @Test
    void addressOfAHostTakesThePlaceOfItsNameUnlessTheNameIsVerified() {
        assertThat(read("postgresql://h/d?hostaddr=10.0.0.1").hosts())
                .containsExactly(new ServerHost("10.0.0.1", 5432));
        assertThat(failure(() -> read("postgresql://h/d?hostaddr=10.0.0.1&sslmode=verify-full"))
                        .code())
                .isEqualTo(ErrorCode.CONFIGURATION_INVALID);
    }

    @Test
    void firstMatchingLineOfThePasswordFileDecides() throws IOException {
        passwordFile("""
                # comment
                other:*:*:*:wrong
                h:5432:d\\:1:ann:colon\\:and\\\\slash
                *:*:*:ann:any
                """, "rw-------");
        assertThat(password(read("postgresql://h/d%3A1"))).isEqualTo("colon:and\\slash");
        assertThat(password(read("postgresql://h/d"))).isEqualTo("any");
        assertThat(password(read("postgresql://bob@h/d"))).isNull();
        assertThat(warnings).isEmpty();
    }

    @Test
    void passwordFileThatOthersMayReadIsIgnoredWithAWarning() throws IOException {
        Path file = passwordFile("*:*:*:*:any\n", "rw-r-----");
        assertThat(password(read("postgresql://h/d"))).isNull();
        assertThat(warnings)
                .containsExactly("password file %1$s may be read by others: it is ignored until chmod 0600 %1$s"
                        .formatted(file));
    }

    @Test
    void anotherDatabaseOfTheSameServerKeepsTheLogin() {
        DatabaseAddress address = read("postgresql://u:p@h/d").withDatabase("other");
        assertThat(address.toString()).isEqualTo("postgresql://u@h:5432/other");
        assertThat(password(address)).isEqualTo("p");
    }

    private Path passwordFile(String text, String permissions) throws IOException {
        Path file = Files.writeString(home.resolve(".pgpass"), text);
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
    }
}
