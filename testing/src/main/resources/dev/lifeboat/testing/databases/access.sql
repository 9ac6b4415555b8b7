-- Who may do what: owners, privileges, row-level security; publications and subscriptions; the database's own settings.
-- Loaded by psql, as a superuser, after roles.sql.

CREATE SCHEMA access AUTHORIZATION lifeboat_owner;
GRANT USAGE ON SCHEMA access TO lifeboat_reader, PUBLIC;
GRANT CREATE ON SCHEMA access TO lifeboat_writer WITH GRANT OPTION;
SET search_path = access;
REVOKE USAGE ON SCHEMA public FROM PUBLIC;
GRANT USAGE ON SCHEMA public TO lifeboat_reader;

CREATE TABLE customer (id int PRIMARY KEY, name text, card text, "Odd Column" text);
INSERT INTO customer SELECT i, 'customer ' || i, 'card ' || i, NULL FROM generate_series(1, 100) AS i;
ALTER TABLE customer OWNER TO lifeboat_owner;
GRANT SELECT (id, name), UPDATE (name), INSERT ("Odd Column"), REFERENCES (id) ON customer TO lifeboat_reader;
GRANT SELECT ("Odd Column") ON customer TO PUBLIC;
GRANT ALL ON customer TO lifeboat_writer WITH GRANT OPTION;
SET ROLE lifeboat_writer;
GRANT SELECT, TRIGGER ON access.customer TO "Lifeboat ""Odd"" Role";
RESET ROLE;
REVOKE DELETE ON customer FROM lifeboat_owner;

CREATE TABLE no_privileges (id int);
REVOKE ALL ON no_privileges FROM PUBLIC, CURRENT_USER;
CREATE TABLE owned_by_odd (id serial, value text);
ALTER TABLE owned_by_odd OWNER TO "lifeboat \ % ' é 🚣";
GRANT SELECT ON owned_by_odd TO "Lifeboat ""Odd"" Role";
GRANT USAGE, UPDATE ON SEQUENCE owned_by_odd_id_seq TO lifeboat_reader;
CREATE VIEW customer_names AS SELECT id, name FROM customer;
ALTER VIEW customer_names OWNER TO lifeboat_owner;
GRANT SELECT ON customer_names TO lifeboat_reader;
CREATE FUNCTION restricted(int) RETURNS int LANGUAGE sql RETURN $1;
REVOKE EXECUTE ON FUNCTION restricted(int) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION restricted(int) TO lifeboat_reader;
CREATE PROCEDURE restricted_too() LANGUAGE sql AS '';
REVOKE EXECUTE ON PROCEDURE restricted_too() FROM PUBLIC;
CREATE TYPE limited AS ENUM ('a');
REVOKE USAGE ON TYPE limited FROM PUBLIC;
CREATE DOMAIN limited_domain AS int;
GRANT USAGE ON DOMAIN limited_domain TO lifeboat_reader;
REVOKE USAGE ON LANGUAGE sql FROM PUBLIC;
GRANT USAGE ON LANGUAGE sql TO PUBLIC;
-- A privilege on what the system brings.
REVOKE EXECUTE ON FUNCTION pg_catalog.pg_relation_size(regclass) FROM PUBLIC;
GRANT SELECT ON pg_catalog.pg_subscription TO lifeboat_reader;

ALTER DEFAULT PRIVILEGES FOR ROLE lifeboat_owner GRANT SELECT ON TABLES TO lifeboat_reader;
ALTER DEFAULT PRIVILEGES FOR ROLE lifeboat_owner IN SCHEMA access GRANT USAGE ON SEQUENCES TO lifeboat_reader;
ALTER DEFAULT PRIVILEGES REVOKE EXECUTE ON FUNCTIONS FROM PUBLIC;
ALTER DEFAULT PRIVILEGES FOR ROLE "Lifeboat ""Odd"" Role" GRANT ALL ON TYPES TO PUBLIC;
ALTER DEFAULT PRIVILEGES GRANT CREATE ON SCHEMAS TO lifeboat_writer WITH GRANT OPTION;

CREATE TABLE tenant_data (tenant text DEFAULT CURRENT_USER, value int);
INSERT INTO tenant_data VALUES ('lifeboat_reader', 1), ('lifeboat_writer', 2), ('nobody', 3);
ALTER TABLE tenant_data OWNER TO lifeboat_owner;
ALTER TABLE tenant_data ENABLE ROW LEVEL SECURITY;
ALTER TABLE tenant_data FORCE ROW LEVEL SECURITY;
CREATE POLICY own_rows ON tenant_data FOR ALL TO PUBLIC USING (tenant = CURRENT_USER) WITH CHECK (tenant = CURRENT_USER AND value > 0);
CREATE POLICY "read Much" ON tenant_data AS RESTRICTIVE FOR SELECT TO lifeboat_reader, "Lifeboat ""Odd"" Role"
    USING (EXISTS (SELECT FROM access.customer WHERE customer.id = value));
CREATE POLICY adding ON tenant_data FOR INSERT WITH CHECK (true);
COMMENT ON POLICY own_rows ON tenant_data IS 'only what is one''s own';
GRANT SELECT ON tenant_data TO lifeboat_reader;
CREATE TABLE policy_without_security (id int);
CREATE POLICY sleeping ON policy_without_security FOR DELETE USING (id = 1);

CREATE TABLE published (id int PRIMARY KEY, a text, b text);
CREATE PUBLICATION lifeboat_all FOR ALL TABLES WITH (publish = 'insert, truncate');
CREATE PUBLICATION "Lifeboat Some" FOR TABLE published (id, a) WHERE (id > 10), customer WITH (publish_via_partition_root = true);
CREATE PUBLICATION lifeboat_schema FOR TABLES IN SCHEMA access;
CREATE PUBLICATION lifeboat_nothing;
ALTER PUBLICATION lifeboat_nothing OWNER TO lifeboat_owner;
COMMENT ON PUBLICATION lifeboat_all IS 'everything';
CREATE SUBSCRIPTION lifeboat_subscription CONNECTION 'host=192.0.2.1 dbname=elsewhere user=replicator password=subscription-secret'
    PUBLICATION "One", two WITH (connect = false, slot_name = NONE, enabled = false, create_slot = false);
COMMENT ON SUBSCRIPTION lifeboat_subscription IS 'asleep';

COMMENT ON DATABASE :"DBNAME" IS E'the database\'s own comment \\ % é🚣';
GRANT CONNECT, TEMPORARY ON DATABASE :"DBNAME" TO lifeboat_reader WITH GRANT OPTION;
REVOKE TEMPORARY ON DATABASE :"DBNAME" FROM PUBLIC;
GRANT CREATE ON DATABASE :"DBNAME" TO lifeboat_owner;
ALTER DATABASE :"DBNAME" CONNECTION LIMIT 33;
ALTER DATABASE :"DBNAME" SET work_mem = '7MB';
ALTER DATABASE :"DBNAME" SET search_path = access, "$user", "odd ""schema""";
ALTER DATABASE :"DBNAME" SET "lifeboat.custom" = 'it''s "odd" \ , é';
ALTER DATABASE :"DBNAME" SET DateStyle = 'German';
ALTER DATABASE :"DBNAME" SET bytea_output = 'escape';
ALTER ROLE lifeboat_reader IN DATABASE :"DBNAME" SET statement_timeout = '5min';
ALTER ROLE "Lifeboat ""Odd"" Role" IN DATABASE :"DBNAME" SET search_path = "Odd Schema", public;
