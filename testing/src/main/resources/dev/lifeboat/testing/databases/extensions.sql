-- Extensions with configuration tables, and contrib's types. Loaded by psql, as a superuser, on a server that has the
-- extension lifeboat_atlas (PostgresServer's have).

CREATE SCHEMA atlas;
CREATE EXTENSION lifeboat_atlas;
INSERT INTO atlas.place (name) SELECT 'place ' || i FROM generate_series(1, 50) AS i;
INSERT INTO atlas.place (name) VALUES (E'tab\t\\N é🚣'), ('');
INSERT INTO atlas.setting VALUES ('colour', 'blue'), ('empty', ''), ('null', NULL);
SELECT nextval('atlas.ticket'), nextval('atlas.ticket');
COMMENT ON EXTENSION lifeboat_atlas IS 'a comment of the database''s own';

CREATE SCHEMA extensions;
CREATE SCHEMA "Extensions Elsewhere";
SELECT format('CREATE EXTENSION %I SCHEMA "Extensions Elsewhere"', name)
FROM unnest(ARRAY['hstore', 'citext', 'pgcrypto', 'btree_gist', 'ltree', 'cube', 'pg_trgm']) AS wanted (name)
WHERE name IN (SELECT name FROM pg_available_extensions)
\gexec
SELECT count(*) = 7 AS contrib FROM pg_extension
WHERE extname IN ('hstore', 'citext', 'pgcrypto', 'btree_gist', 'ltree', 'cube', 'pg_trgm') \gset
\if :contrib
SET search_path = extensions, "Extensions Elsewhere";
CREATE TABLE contributed (id int PRIMARY KEY, pairs hstore, name citext UNIQUE, tree ltree, solid cube, digest bytea);
INSERT INTO contributed VALUES
    (1, 'a=>1, "b c"=>"quote \" here", null=>NULL, ""=>""', 'MiXeD', 'Top.Science.Astronomy', '(1,2,3),(4,5,6)', digest('data', 'sha256')),
    (2, '', 'other', '', '(0)', NULL), (3, NULL, NULL, NULL, NULL, NULL);
CREATE INDEX contributed_tree ON contributed USING gist (tree);
CREATE INDEX contributed_name ON contributed USING gin ((name::text) gin_trgm_ops);
CREATE TABLE room_booking (room int, during tsrange, EXCLUDE USING gist (room WITH =, during WITH &&));
INSERT INTO room_booking VALUES (1, '[2026-01-01,2026-01-02)'), (1, '[2026-01-02,2026-01-03)'), (2, '[2026-01-01,2026-01-03)');
\endif

-- An object of one's own that belongs to an extension by an explicit dependency only.
CREATE FUNCTION extensions.depends() RETURNS int LANGUAGE sql RETURN 1;
ALTER FUNCTION extensions.depends() DEPENDS ON EXTENSION lifeboat_atlas;
