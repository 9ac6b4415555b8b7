-- Types of one's own and what belongs to them. Loaded by psql, as a superuser (a base type's functions, operator classes).

CREATE SCHEMA types;
SET search_path = types;

CREATE TYPE colour AS ENUM ('red', 'green', 'it''s "blue"', '', 'é🚣 with spaces', 'back\slash');
ALTER TYPE colour ADD VALUE 'orange' AFTER 'red';
ALTER TYPE colour ADD VALUE 'first' BEFORE 'red';
ALTER TYPE colour RENAME VALUE 'green' TO 'verde';
CREATE TYPE no_labels AS ENUM ();
COMMENT ON TYPE colour IS 'labels in an order of their own';

CREATE DOMAIN positive AS int CHECK (VALUE > 0);
CREATE DOMAIN code AS varchar(10) COLLATE "C" DEFAULT 'none' NOT NULL CONSTRAINT upper_case CHECK (VALUE = upper(VALUE) OR VALUE = 'none');
CREATE DOMAIN positives AS positive[] CHECK (cardinality(VALUE) < 10);
CREATE DOMAIN unchecked AS int;
CREATE TABLE uses_unchecked (n unchecked);
INSERT INTO uses_unchecked VALUES (1), (20);
ALTER DOMAIN unchecked ADD CONSTRAINT small CHECK (VALUE < 10) NOT VALID;
COMMENT ON DOMAIN positive IS 'above zero';
COMMENT ON CONSTRAINT upper_case ON DOMAIN code IS 'capitals only';

CREATE TYPE point3 AS (x float8, gone text, y float8, z float8);
ALTER TYPE point3 DROP ATTRIBUTE gone;
ALTER TYPE point3 ADD ATTRIBUTE label text COLLATE "C";
CREATE TYPE nested AS (name text, at point3, path point3[], shade colour, "Odd Attribute" positive);
CREATE TYPE empty_composite AS ();
COMMENT ON COLUMN point3.label IS 'added later';

CREATE TABLE base (id int, name text);
CREATE TABLE rows_of_table (id int, one base, several base[]);
ALTER TABLE base ADD COLUMN later date;

CREATE TYPE float_range AS RANGE (subtype = float8, subtype_diff = float8mi);
CREATE TYPE text_range AS RANGE (subtype = text, collation = "C", multirange_type_name = "Text Multirange");

CREATE TABLE typed (
    id int PRIMARY KEY,
    shade colour,
    shades colour[],
    n positive,
    code code,
    ns positives,
    at point3,
    deep nested,
    deeps nested[],
    floats float_range,
    texts text_range,
    many_texts "Text Multirange",
    ints int4multirange,
    bounds int[],
    cube text[][][]
);
INSERT INTO typed VALUES
    (1, 'orange', '{red,"it''s \"blue\"","",NULL,"back\\slash"}', 1, 'ABC', '{1,2,3}', '(1,2,3,"l, (a)")',
     ROW('deep', '(1,-0,Infinity,)', ARRAY['(NaN,1,2,"quote "" here")'::point3, NULL], 'first', 5),
     ARRAY[ROW('a', NULL, '{}', 'verde', 1)::nested, NULL],
     '[-Infinity,1.5)', '["a","b, c)"]', '{["a","b"),("x",)}', '{[1,5),[10,20),(,-5]}',
     '[-3:-1]={7,NULL,9}', '[0:1][5:6][-1:0]={{{a,b},{c,"NULL"}},{{"","{"},{"}","\\"}}}'),
    (2, '', '{}', 2147483647, 'none', '[5:6]={1,2}', '(,,,)', NULL, '[2:2]={NULL}',
     'empty', '(,)', '{}', '{}', '{}', NULL),
    (3, NULL, NULL, NULL, 'X', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO rows_of_table VALUES (1, ROW(1, 'one', '2026-01-01'), ARRAY[ROW(2, NULL, NULL)::base, NULL]), (2, NULL, '{}');

-- Domains over what is itself made of others.
CREATE DOMAIN some_numbers AS int4multirange CHECK (NOT isempty(VALUE));
CREATE DOMAIN some_floats AS float_range;
CREATE DOMAIN some_point AS point3 CHECK (VALUE IS NULL OR (VALUE).x IS NOT NULL);
CREATE DOMAIN domain_of_domain AS some_numbers CHECK (upper(VALUE) < 1000);
CREATE TYPE with_domains AS (numbers some_numbers, several domain_of_domain[]);
CREATE TABLE layered (id int, m some_numbers, ms some_numbers[], f some_floats, fs some_floats[], p some_point, ps some_point[], d domain_of_domain, ds domain_of_domain[], w with_domains, ws with_domains[]);
INSERT INTO layered VALUES
    (1, '{[1,5),[10,20)}', '[0:1]={"{[1,2)}",NULL}', '[0.5,NaN]', '{"[1,2)",empty}', '(1,2,3,"a, b")', ARRAY['(1,,,)'::some_point, NULL],
     '{[7,8)}', '{"{[1,2),[3,4)}"}', ROW('{[1,9)}', '{"{[2,3)}",NULL}'), ARRAY[ROW(NULL, '{}')::with_domains, NULL]),
    (2, NULL, '{}', NULL, '{}', NULL, '{}', NULL, '{}', NULL, '{}');

-- A base type, with input and output of text's.
CREATE TYPE mark;
CREATE FUNCTION mark_in(cstring) RETURNS mark LANGUAGE internal IMMUTABLE STRICT AS 'textin';
CREATE FUNCTION mark_out(mark) RETURNS cstring LANGUAGE internal IMMUTABLE STRICT AS 'textout';
CREATE TYPE mark (INPUT = mark_in, OUTPUT = mark_out, LIKE = text, CATEGORY = 'X', DELIMITER = ';');
CREATE TYPE shell_only;
CREATE TABLE marked (id int, one mark, several mark[]);
INSERT INTO marked VALUES (1, 'a "mark"', ARRAY['one', 'two;three', NULL]::mark[]);

-- Operators, their classes and families, casts, aggregates.
CREATE FUNCTION distance(a point3, b point3) RETURNS float8 IMMUTABLE LANGUAGE sql
    RETURN sqrt(((a).x - (b).x) ^ 2 + ((a).y - (b).y) ^ 2 + ((a).z - (b).z) ^ 2);
CREATE OPERATOR <-> (FUNCTION = distance, LEFTARG = point3, RIGHTARG = point3, COMMUTATOR = <->);
COMMENT ON OPERATOR <-> (point3, point3) IS 'as the crow flies';
CREATE FUNCTION negation(int) RETURNS int IMMUTABLE LANGUAGE sql RETURN -$1;
CREATE OPERATOR !! (FUNCTION = negation, RIGHTARG = int);

CREATE FUNCTION reverse_compare(int, int) RETURNS int IMMUTABLE STRICT LANGUAGE sql RETURN btint4cmp($2, $1);
CREATE OPERATOR FAMILY reversed USING btree;
CREATE OPERATOR CLASS reversed_int FOR TYPE int USING btree FAMILY reversed AS
    OPERATOR 1 >, OPERATOR 2 >=, OPERATOR 3 =, OPERATOR 4 <=, OPERATOR 5 <,
    FUNCTION 1 reverse_compare(int, int);
COMMENT ON OPERATOR CLASS reversed_int USING btree IS 'biggest first';
CREATE TABLE ordered (n int);
INSERT INTO ordered SELECT generate_series(1, 100);
CREATE INDEX ordered_reversed ON ordered USING btree (n reversed_int);

CREATE FUNCTION to_point3(text) RETURNS point3 IMMUTABLE LANGUAGE sql RETURN ROW(length($1), 0, 0, $1)::point3;
CREATE CAST (text AS point3) WITH FUNCTION to_point3(text) AS ASSIGNMENT;
CREATE CAST (point3 AS bytea) WITH INOUT;
COMMENT ON CAST (text AS point3) IS 'its length along x';

CREATE AGGREGATE total(int) (SFUNC = int4pl, STYPE = int, INITCOND = '0', PARALLEL = SAFE, COMBINEFUNC = int4pl);
CREATE FUNCTION longer(text, text) RETURNS text IMMUTABLE LANGUAGE sql
    RETURN CASE WHEN length($2) > coalesce(length($1), 0) THEN $2 ELSE $1 END;
CREATE AGGREGATE fraction_at(float8 ORDER BY anyelement) (SFUNC = ordered_set_transition, STYPE = internal, FINALFUNC = percentile_disc_final, FINALFUNC_EXTRA);
CREATE AGGREGATE "Longest Text"(text) (SFUNC = longer, STYPE = text);
COMMENT ON AGGREGATE total(int) IS 'a sum';

CREATE COLLATION plain_c (provider = libc, locale = 'C');
CREATE COLLATION german (provider = icu, locale = 'de-u-co-phonebk');
CREATE COLLATION insensitive (provider = icu, locale = 'und-u-ks-level2', deterministic = false);
COMMENT ON COLLATION insensitive IS 'upper and lower case are equal';
SELECT :SERVER_VERSION_NUM >= 160000 AS collation_rules \gset
\if :collation_rules
CREATE COLLATION with_rules (provider = icu, locale = 'und', rules = '& a < g');
\endif
SELECT :SERVER_VERSION_NUM >= 170000 AS builtin_provider \gset
\if :builtin_provider
CREATE COLLATION built_in (provider = builtin, locale = 'C.UTF-8');
\endif
CREATE TABLE collated (c text COLLATE plain_c, g text COLLATE german, i text COLLATE insensitive UNIQUE);
INSERT INTO collated VALUES ('a', 'Äpfel', 'One'), ('B', 'Ärger', 'TWO');
CREATE INDEX collated_german ON collated (g, c COLLATE german);

CREATE CONVERSION latin_again FOR 'LATIN1' TO 'UTF8' FROM iso8859_1_to_utf8;
COMMENT ON CONVERSION latin_again IS 'as the built-in one';

CREATE TEXT SEARCH DICTIONARY plain_words (TEMPLATE = pg_catalog.simple, accept = false);
CREATE TEXT SEARCH DICTIONARY stemmed (TEMPLATE = snowball, language = english, stopwords = english);
CREATE TEXT SEARCH CONFIGURATION shop_search (PARSER = "default");
ALTER TEXT SEARCH CONFIGURATION shop_search ADD MAPPING FOR asciiword, word WITH plain_words, stemmed;
CREATE TEXT SEARCH PARSER parser_again (START = prsd_start, GETTOKEN = prsd_nexttoken, END = prsd_end, LEXTYPES = prsd_lextype, HEADLINE = prsd_headline);
CREATE TEXT SEARCH TEMPLATE template_again (INIT = dsimple_init, LEXIZE = dsimple_lexize);
COMMENT ON TEXT SEARCH CONFIGURATION shop_search IS 'words of the shop';
CREATE TABLE searched (body text, words tsvector GENERATED ALWAYS AS (to_tsvector('types.shop_search', body)) STORED);
INSERT INTO searched VALUES ('the boats are sailing'), ('it''s a boat'), (NULL);
CREATE INDEX searched_words ON searched USING gin (words) WITH (fastupdate = off);
