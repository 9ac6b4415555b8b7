-- Large objects. Loaded by psql, as a superuser, after roles.sql.

CREATE SCHEMA large_objects;
SET search_path = large_objects;

CREATE TABLE attachment (id int PRIMARY KEY, name text, content oid);

SELECT lo_create(700001), lo_create(700002), lo_create(700003), lo_create(700004), lo_create(700005), lo_create(700006), lo_create(4294967295);

-- 700001 is empty.
SELECT lo_put(700002, 0, 'small');
SELECT lo_put(700003, 0, (SELECT string_agg(sha256(i::text::bytea), '' ORDER BY i) FROM generate_series(1, 20000) AS i));
-- A hole of a megabyte, then a few bytes; and two islands within holes.
SELECT lo_put(700004, 1048576, '\x00ff5c00');
SELECT lo_put(700005, 0, 'start'), lo_put(700005, 100000, 'middle'), lo_put(700005, 300001, 'end');
SELECT lo_put(700006, 0, decode(repeat('00', 10000), 'hex'));
SELECT lo_put(4294967295, 2047, '\x0a0d09');
-- Exactly one page; exactly two, then cut back to one and a half.
SELECT lo_put(lo_create(700007), 0, decode(repeat('ab', 2048), 'hex'));
SELECT lo_put(lo_create(700008), 0, decode(repeat('cd', 4096), 'hex'));
SELECT lo_truncate(lo_open(700008, x'20000'::int), 3072);

ALTER LARGE OBJECT 700002 OWNER TO lifeboat_owner;
ALTER LARGE OBJECT 700004 OWNER TO "Lifeboat ""Odd"" Role";
GRANT SELECT ON LARGE OBJECT 700002 TO PUBLIC;
GRANT SELECT, UPDATE ON LARGE OBJECT 700003 TO lifeboat_writer WITH GRANT OPTION;
REVOKE UPDATE ON LARGE OBJECT 700004 FROM "Lifeboat ""Odd"" Role";
COMMENT ON LARGE OBJECT 700001 IS 'empty';
COMMENT ON LARGE OBJECT 700003 IS E'it\'s\na big one é🚣';

INSERT INTO attachment VALUES (1, 'empty', 700001), (2, 'small', 700002), (3, 'big', 700003), (4, 'none', NULL), (5, 'dangling', 799999);
