-- Foreign data: wrappers, servers, user mappings, foreign tables. Loaded by psql, as a superuser, after roles.sql.

CREATE SCHEMA foreign_data;
SET search_path = foreign_data;

-- A wrapper without a handler: its tables exist and cannot be read.
CREATE FOREIGN DATA WRAPPER lifeboat_dummy OPTIONS (debug 'true');
CREATE SERVER lifeboat_dummy TYPE 'none' VERSION '1.0' FOREIGN DATA WRAPPER lifeboat_dummy OPTIONS (host 'it''s nowhere', "Odd Option" '\');
CREATE USER MAPPING FOR lifeboat_reader SERVER lifeboat_dummy OPTIONS ("user" 'reader', password 'mapping-secret');
CREATE USER MAPPING FOR PUBLIC SERVER lifeboat_dummy;
CREATE FOREIGN TABLE unreadable (
    id int OPTIONS ("column" 'ID') NOT NULL,
    value text COLLATE "C" DEFAULT 'x',
    CONSTRAINT positive CHECK (id > 0)
) SERVER lifeboat_dummy OPTIONS (path '/dev/null', "Odd Option" E'new\nline');
GRANT USAGE ON FOREIGN DATA WRAPPER lifeboat_dummy TO lifeboat_writer;
GRANT USAGE ON FOREIGN SERVER lifeboat_dummy TO lifeboat_reader WITH GRANT OPTION;
GRANT SELECT ON unreadable TO lifeboat_reader;
ALTER SERVER lifeboat_dummy OWNER TO lifeboat_owner;
COMMENT ON FOREIGN DATA WRAPPER lifeboat_dummy IS 'without a handler';
COMMENT ON SERVER lifeboat_dummy IS 'nowhere';
COMMENT ON FOREIGN TABLE unreadable IS 'cannot be read';
COMMENT ON COLUMN unreadable.value IS 'of a foreign table';

-- A foreign table among partitions, and one that inherits.
CREATE TABLE spread (id int, value text) PARTITION BY RANGE (id);
CREATE TABLE spread_here PARTITION OF spread FOR VALUES FROM (0) TO (100);
CREATE FOREIGN TABLE spread_there PARTITION OF spread FOR VALUES FROM (100) TO (200) SERVER lifeboat_dummy;
INSERT INTO spread SELECT i, 'here ' || i FROM generate_series(0, 99) AS i;
CREATE TABLE near (id int);
INSERT INTO near VALUES (1);
CREATE FOREIGN TABLE far (extra text) INHERITS (near) SERVER lifeboat_dummy;

SELECT count(*) = 2 AS contrib FROM pg_available_extensions WHERE name IN ('postgres_fdw', 'file_fdw') \gset
\if :contrib
CREATE EXTENSION postgres_fdw;
CREATE EXTENSION file_fdw;
CREATE SERVER lifeboat_elsewhere FOREIGN DATA WRAPPER postgres_fdw OPTIONS (host '192.0.2.1', dbname 'elsewhere');
CREATE USER MAPPING FOR CURRENT_USER SERVER lifeboat_elsewhere OPTIONS ("user" 'someone', password 'another-secret');
CREATE FOREIGN TABLE elsewhere (id int, name text) SERVER lifeboat_elsewhere OPTIONS (schema_name 'public', table_name 'Odd Table');
CREATE SERVER lifeboat_files FOREIGN DATA WRAPPER file_fdw;
CREATE FOREIGN TABLE no_rows_in_a_file (line text) SERVER lifeboat_files OPTIONS (filename '/dev/null', format 'text');
\endif
