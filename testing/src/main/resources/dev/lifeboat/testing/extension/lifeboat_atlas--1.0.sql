-- Rows that the extension brings are not dumped; rows that its users add to its configuration tables are.

CREATE TABLE atlas.place (
    id bigserial PRIMARY KEY,
    name text NOT NULL,
    built_in boolean NOT NULL DEFAULT false
);
INSERT INTO atlas.place (name, built_in) VALUES ('Pole', true), ('Equator', true);

CREATE TABLE atlas.setting (
    name text PRIMARY KEY,
    value text
);

-- Not marked as configuration: what users add here is in no dump.
CREATE TABLE atlas.cache (
    key text PRIMARY KEY,
    value text
);

CREATE SEQUENCE atlas.ticket START 100 INCREMENT 5;

CREATE FUNCTION atlas.places() RETURNS bigint LANGUAGE sql STABLE
    RETURN (SELECT count(*) FROM atlas.place);

SELECT pg_extension_config_dump('atlas.place', 'WHERE NOT built_in');
SELECT pg_extension_config_dump('atlas.place_id_seq', '');
SELECT pg_extension_config_dump('atlas.setting', '');
SELECT pg_extension_config_dump('atlas.ticket', '');
