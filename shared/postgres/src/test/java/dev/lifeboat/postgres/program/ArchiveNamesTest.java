package dev.lifeboat.postgres.program;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeboat.postgres.program.ArchiveNames.Use;
import java.io.IOException;
import java.io.StringReader;
import org.junit.jupiter.api.Test;

final class ArchiveNamesTest {
    private static ArchiveNames names(String script) throws IOException {
        return ArchiveNames.of(new StringReader(script));
    }

    @Test
    void rolesOfPoliciesEndBeforeTheirExpressions() throws IOException {
        assertThat(names("CREATE POLICY \"TO\" ON s.t AS RESTRICTIVE TO a, \"B \"\"c\" USING ((x IS DISTINCT FROM d));")
                        .of(Use.POLICY))
                .containsExactly("B \"c", "a");
        assertThat(names("CREATE POLICY p ON s.t USING (true);").of(Use.POLICY)).isEmpty();
    }

    @Test
    void ownersGrantorsAndGranteesAreTold() throws IOException {
        ArchiveNames names = names("""
                -- Name: t; Type: TABLE; Owner: nobody;
                ALTER TABLE s.t OWNER TO o;
                REVOKE ALL ON SCHEMA public FROM PUBLIC;
                SET SESSION AUTHORIZATION g;
                GRANT SELECT(a),UPDATE(b) ON TABLE s."from" TO r WITH GRANT OPTION;
                RESET SESSION AUTHORIZATION;
                ALTER DEFAULT PRIVILEGES FOR ROLE d IN SCHEMA s GRANT ALL ON TABLES TO e;
                CREATE USER MAPPING FOR public SERVER x;
                CREATE USER MAPPING FOR m SERVER x OPTIONS (password ';TO');
                """);
        assertThat(names.of(Use.OWNER)).containsExactly("o");
        assertThat(names.of(Use.PRIVILEGE)).containsExactly("d", "e", "g", "r");
        assertThat(names.of(Use.PRIVILEGE_OF_ALL)).containsExactly("PUBLIC");
        assertThat(names.of(Use.USER_MAPPING)).containsExactly("m");
    }

    @Test
    void stringsAndBodiesNameNobody() throws IOException {
        ArchiveNames names = names("""
                COMMENT ON TABLE t IS 'it''s; GRANT ALL ON t TO a;';
                COMMENT ON TABLE t IS E'\\'; GRANT ALL ON t TO b;';
                CREATE FUNCTION f() RETURNS void LANGUAGE sql AS $_$; $1 $__$ GRANT ALL ON t TO c; $_$;
                CREATE FUNCTION g(int) RETURNS int LANGUAGE sql BEGIN ATOMIC SELECT $1; END;
                ALTER FUNCTION g(int) OWNER TO o;
                """);
        assertThat(names.of(Use.PRIVILEGE)).isEmpty();
        assertThat(names.of(Use.OWNER)).containsExactly("o");
    }
}
