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
    void relationsAndTablespacesAreTold() throws IOException {
        ArchiveNames names = names("""
                SET default_tablespace = '';
                CREATE TABLE s.t (x integer);
                CREATE UNLOGGED TABLE s."u v" (CONSTRAINT c CHECK ((x > 0)));
                ALTER TABLE s.t ALTER COLUMN x ADD GENERATED ALWAYS AS IDENTITY (
                    SEQUENCE NAME s.t_x_seq
                    START WITH 1
                );
                CREATE FOREIGN TABLE s.f (x integer) SERVER far;
                CREATE VIEW s.v AS SELECT 1;
                SET default_tablespace = "fast one";
                CREATE MATERIALIZED VIEW s.m AS SELECT 1;
                CREATE SEQUENCE s.q;
                ALTER TABLE ONLY s.t ADD CONSTRAINT t_pkey PRIMARY KEY (x);
                ALTER TABLE ONLY s.t ADD CONSTRAINT t_fkey FOREIGN KEY (x) REFERENCES s.t(x);
                CREATE UNIQUE INDEX i ON ONLY s.t USING btree (x);
                CREATE INDEX j ON s.m USING btree (x);
                CREATE TYPE s.no AS ENUM ('a');
                """);
        assertThat(names.of(Use.TABLESPACE)).containsExactly("fast one");
        assertThat(names.relations().toString())
                .isEqualTo(
                        "{\"s\".\"f\"=foreign table, \"s\".\"i\"=index, \"s\".\"j\"=index, \"s\".\"m\"=materialized view,"
                                + " \"s\".\"q\"=sequence, \"s\".\"t\"=table, \"s\".\"t_pkey\"=index, \"s\".\"t_x_seq\"=sequence,"
                                + " \"s\".\"u v\"=table, \"s\".\"v\"=view}");
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
