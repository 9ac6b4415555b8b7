-- What the benchmark works on, beside pgbench's own tables: an ordinary service's tables, by :scale about 1.3 GB of COPY text.
CREATE SCHEMA shop;

CREATE TABLE shop.users (
    id bigint PRIMARY KEY,
    email text NOT NULL,
    name text NOT NULL,
    country char(2) NOT NULL,
    created timestamptz NOT NULL,
    active boolean NOT NULL,
    balance numeric(12, 2)
);
INSERT INTO shop.users
SELECT i, 'user' || i || '@example.com', 'Person ' || md5(i::text), (ARRAY['DE', 'FR', 'US', 'IN', 'BR'])[1 + i % 5],
       timestamptz '2020-01-01 UTC' + i * interval '37 seconds', i % 7 <> 0, i * 7919 % 1000000 / 100.0
FROM generate_series(1::bigint, (:scale * 400000)::bigint) i;
CREATE UNIQUE INDEX ON shop.users (email);

CREATE TABLE shop.orders (
    id bigint PRIMARY KEY,
    user_id bigint NOT NULL,
    placed timestamptz NOT NULL,
    status text NOT NULL,
    detail jsonb NOT NULL
);
INSERT INTO shop.orders
SELECT i, 1 + i * 7919 % (:scale * 400000)::bigint, timestamptz '2021-01-01 UTC' + i * interval '13 seconds',
       (ARRAY['new', 'paid', 'sent', 'done'])[1 + i % 4],
       jsonb_build_object(
           'items', jsonb_build_array(
               jsonb_build_object('sku', 'SKU-' || i * 31 % 5000, 'count', 1 + i % 5, 'price', i * 17 % 9999 / 100.0),
               jsonb_build_object('sku', 'SKU-' || i * 57 % 5000, 'count', 1 + i % 3, 'price', i * 23 % 9999 / 100.0)),
           'note', md5(i::text),
           'gift', i % 11 = 0)
FROM generate_series(1::bigint, (:scale * 1600000)::bigint) i;
CREATE INDEX ON shop.orders (user_id);
CREATE INDEX ON shop.orders (placed);

CREATE TABLE shop.events (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    at timestamptz NOT NULL,
    kind text NOT NULL,
    source inet,
    message text NOT NULL
);
INSERT INTO shop.events (at, kind, source, message)
SELECT timestamptz '2024-01-01 UTC' + i * interval '1.7 seconds',
       (ARRAY['login', 'logout', 'view', 'click', 'error'])[1 + i * i % 5],
       ('10.' || i % 250 || '.' || i % 200 || '.' || i % 100)::inet,
       'request ' || i || ' took ' || i * 7919 % 997 || ' ms on path /shop/item/' || i * 31 % 50000
           || ' by session ' || md5((i / 20)::text)
FROM generate_series(1::bigint, (:scale * 4000000)::bigint) i;
CREATE INDEX ON shop.events (at);

-- Kept outside the heap (TOAST): scanned papers that do not compress, and texts that do.
CREATE TABLE shop.documents (id bigint PRIMARY KEY, title text, scan bytea, words text);
ALTER TABLE shop.documents ALTER scan SET STORAGE EXTERNAL;
INSERT INTO shop.documents
SELECT i, 'document ' || i,
       (SELECT string_agg(sha512((i * 1000 + j)::text::bytea), NULL) FROM generate_series(1, 600) j),
       (SELECT string_agg(md5((i * j % 977)::text), ' ') FROM generate_series(1, 400) j)
FROM generate_series(1::bigint, (:scale * 3500)::bigint) i;
