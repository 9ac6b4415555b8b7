-- Functions, procedures, triggers, event triggers. Loaded by psql, as a superuser.

CREATE SCHEMA code;
SET search_path = code;

CREATE FUNCTION quoted() RETURNS text LANGUAGE sql AS $body$ SELECT 'it''s $$ quoted $$ \ ' || $inner$ deeply $inner$ $body$;
CREATE FUNCTION multi_line() RETURNS text LANGUAGE plpgsql AS $$
DECLARE
    line text := E'a\nb';
BEGIN
    -- COPY nothing FROM stdin;
    RETURN line || '
COPY code.target (id) FROM stdin;
1
\.
';
END
$$;
CREATE FUNCTION windows_lines() RETURNS int LANGUAGE sql AS E'SELECT 1\r\n  + 2\r\n';
CREATE FUNCTION atomic(a int, b int DEFAULT 2) RETURNS int LANGUAGE sql BEGIN ATOMIC SELECT a + b; SELECT a * b; END;
CREATE FUNCTION returned(x numeric) RETURNS numeric LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE COST 7 LEAKPROOF RETURN x + 1;
CREATE FUNCTION many(n int, OUT i int, OUT "Odd Name" text) RETURNS SETOF record LANGUAGE sql ROWS 42 STABLE
    AS 'SELECT i, i::text FROM generate_series(1, n) AS i';
CREATE FUNCTION as_table(VARIADIC parts text[] DEFAULT '{a,b}') RETURNS TABLE (part text, place bigint) LANGUAGE sql
    AS 'SELECT * FROM unnest(parts) WITH ORDINALITY';
CREATE FUNCTION polymorphic(anyelement, anyarray) RETURNS anyarray LANGUAGE sql IMMUTABLE AS 'SELECT $2 || $1';
CREATE FUNCTION settings() RETURNS text LANGUAGE sql SECURITY DEFINER
    SET search_path = code, pg_temp SET work_mem = '8MB' SET "lifeboat.odd" = 'it''s, "odd"' AS 'SELECT current_setting(''work_mem'')';
CREATE FUNCTION overloaded(int) RETURNS text LANGUAGE sql RETURN 'int';
CREATE FUNCTION overloaded(text) RETURNS text LANGUAGE sql RETURN 'text';
CREATE PROCEDURE doing(INOUT n int, IN "Odd Argument" text DEFAULT 'it''s') LANGUAGE plpgsql AS $$ BEGIN n := n + 1; COMMIT; END $$;
CREATE FUNCTION in_c(text) RETURNS int LANGUAGE internal IMMUTABLE STRICT AS 'textlen';
CREATE FUNCTION transforming(int) RETURNS int LANGUAGE sql WINDOW AS 'SELECT $1';
DROP FUNCTION transforming(int);
COMMENT ON FUNCTION atomic(int, int) IS 'a body that is parsed';
COMMENT ON PROCEDURE doing(int, text) IS 'does';

-- Two functions that need one another, and one that needs a table which needs it.
CREATE FUNCTION ping(n int) RETURNS int LANGUAGE plpgsql AS $$ BEGIN RETURN CASE WHEN n > 0 THEN code.pong(n - 1) ELSE 0 END; END $$;
CREATE FUNCTION pong(n int) RETURNS int LANGUAGE plpgsql AS $$ BEGIN RETURN code.ping(n); END $$;
CREATE TABLE target (id int PRIMARY KEY, value int DEFAULT atomic(1), touched int NOT NULL DEFAULT 0);
CREATE FUNCTION rows_of_target() RETURNS SETOF target LANGUAGE sql BEGIN ATOMIC SELECT * FROM target; END;
CREATE VIEW on_function AS SELECT * FROM rows_of_target();
INSERT INTO target SELECT i FROM generate_series(1, 10) AS i;

CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS
    $$ BEGIN NEW.touched := coalesce(NEW.touched, 0) + 1000; RETURN NEW; END $$;
CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'refused'; END $$;
CREATE FUNCTION ignore() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NULL; END $$;
CREATE TRIGGER touch BEFORE INSERT OR UPDATE OF value ON target FOR EACH ROW WHEN (NEW.id > 0) EXECUTE FUNCTION touch();
CREATE TRIGGER refuse_on_replica BEFORE INSERT ON target FOR EACH ROW EXECUTE FUNCTION refuse();
ALTER TABLE target ENABLE REPLICA TRIGGER refuse_on_replica;
CREATE TRIGGER always AFTER DELETE ON target FOR EACH STATEMENT EXECUTE FUNCTION ignore('an ''argument''', '\x5c', E'\n');
ALTER TABLE target ENABLE ALWAYS TRIGGER always;
CREATE TRIGGER disabled BEFORE TRUNCATE ON target EXECUTE FUNCTION refuse();
ALTER TABLE target DISABLE TRIGGER disabled;
CREATE TRIGGER transition AFTER UPDATE ON target REFERENCING OLD TABLE AS before NEW TABLE AS after FOR EACH STATEMENT EXECUTE FUNCTION ignore();
CREATE CONSTRAINT TRIGGER deferred AFTER INSERT ON target DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION ignore();
COMMENT ON TRIGGER touch ON target IS 'would spoil rows that are loaded while it is there';

CREATE FUNCTION on_ddl() RETURNS event_trigger LANGUAGE plpgsql AS $$ BEGIN RAISE DEBUG '% %', TG_EVENT, TG_TAG; END $$;
CREATE EVENT TRIGGER lifeboat_start ON ddl_command_start WHEN TAG IN ('CREATE TABLE', 'DROP TABLE') EXECUTE FUNCTION on_ddl();
CREATE EVENT TRIGGER lifeboat_end ON ddl_command_end EXECUTE FUNCTION on_ddl();
CREATE EVENT TRIGGER "Lifeboat Drop" ON sql_drop EXECUTE FUNCTION on_ddl();
CREATE EVENT TRIGGER lifeboat_rewrite ON table_rewrite EXECUTE FUNCTION on_ddl();
ALTER EVENT TRIGGER lifeboat_start DISABLE;
ALTER EVENT TRIGGER lifeboat_rewrite ENABLE ALWAYS;
COMMENT ON EVENT TRIGGER lifeboat_end IS 'sees every change of a schema';
SELECT :SERVER_VERSION_NUM >= 170000 AS login_triggers \gset
\if :login_triggers
CREATE EVENT TRIGGER lifeboat_login ON login EXECUTE FUNCTION on_ddl();
ALTER EVENT TRIGGER lifeboat_login DISABLE;
\endif

CREATE FUNCTION call_handler() RETURNS language_handler LANGUAGE c AS '$libdir/plpgsql', 'plpgsql_call_handler';
CREATE FUNCTION inline_handler(internal) RETURNS void LANGUAGE c STRICT AS '$libdir/plpgsql', 'plpgsql_inline_handler';
CREATE FUNCTION validator(oid) RETURNS void LANGUAGE c STRICT AS '$libdir/plpgsql', 'plpgsql_validator';
CREATE LANGUAGE "Lifeboat Language" HANDLER call_handler INLINE inline_handler VALIDATOR validator;
COMMENT ON LANGUAGE "Lifeboat Language" IS 'plpgsql, by another name';
CREATE FUNCTION in_that_language() RETURNS int LANGUAGE "Lifeboat Language" AS $$ BEGIN RETURN 1; END $$;
CREATE TRANSFORM FOR int LANGUAGE sql (FROM SQL WITH FUNCTION prsd_lextype(internal), TO SQL WITH FUNCTION int4recv(internal));
