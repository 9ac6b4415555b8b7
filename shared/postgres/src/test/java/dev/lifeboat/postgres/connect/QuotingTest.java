package dev.lifeboat.postgres.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lifeboat.testing.PostgresServer;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import org.junit.jupiter.api.Test;

class QuotingTest {
    private static final int LONGEST_NAME = 63;

    @SuppressWarnings("NullAway.Init")
    private static Connection connection;

    @BeforeContainer
    static void connect() {
        connection = Connections.open(Addresses.of(PostgresServer.shared(17), "postgres"), "quoting test");
    }

    @AfterContainer
    static void disconnect() throws SQLException {
        connection.close();
    }

    @Provide
    Arbitrary<String> texts() {
        Arbitrary<Character> tricky = Arbitraries.of('\'', '"', '\\', '$', ';', '-', '\n', '?', '{', ':', 'E', '%');
        return Arbitraries.frequencyOf(
                Tuple.of(1, tricky.list().ofMaxSize(12).map(QuotingTest::join)),
                Tuple.of(
                        1,
                        Arbitraries.strings().excludeChars('\0').ofMaxLength(12).filter(QuotingTest::isUnicode)));
    }

    @Property(tries = 300)
    void literalIsTheTextWhateverTheStandardConformingStringsAre(@ForAll("texts") String text) throws SQLException {
        assertThat(text(Literals.quote(text), true)).isEqualTo(text);
        assertThat(text(Literals.quote(text), false)).isEqualTo(text);
    }

    @Property(tries = 300)
    void identifierIsTheName(@ForAll("texts") String name) throws SQLException {
        if (name.isEmpty() || name.getBytes(StandardCharsets.UTF_8).length > LONGEST_NAME) {
            return;
        }
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT 1 AS " + Identifiers.quote(name))) {
            assertThat(row.getMetaData().getColumnLabel(1)).isEqualTo(name);
        }
    }

    @Test
    void quotingIsPlainWhereNothingHasToBeEscaped() {
        assertThat(Identifiers.quote("public", "Order \"1\"")).isEqualTo("\"public\".\"Order \"\"1\"\"\"");
        assertThat(Literals.quote("it's")).isEqualTo("'it''s'");
        assertThat(Literals.quote("a\\'b")).isEqualTo("E'a\\\\''b'");
        assertThatThrownBy(() -> Identifiers.quote("")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Literals.quote("\0")).isInstanceOf(IllegalArgumentException.class);
    }

    private static String text(String literal, boolean conforming) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("SET escape_string_warning = off; SET standard_conforming_strings = " + conforming);
            try (ResultSet row = statement.executeQuery("SELECT " + literal)) {
                row.next();
                return row.getString(1);
            }
        }
    }

    private static String join(List<Character> characters) {
        StringBuilder text = new StringBuilder();
        characters.forEach(text::append);
        return text.toString();
    }

    private static boolean isUnicode(String text) {
        return StandardCharsets.UTF_8.newEncoder().canEncode(text);
    }
}
