-- Views, materialized views, rules. Loaded by psql.

CREATE SCHEMA views;
SET search_path = views;

CREATE TABLE item (id int PRIMARY KEY, category text NOT NULL, price numeric(10,2), secret text);
INSERT INTO item SELECT i, 'category ' || i % 7, i * 1.25, 'secret ' || i FROM generate_series(1, 200) AS i;

CREATE VIEW plain AS SELECT id, category, price FROM item;
CREATE VIEW on_view AS SELECT category, sum(price) AS total FROM plain GROUP BY category;
CREATE VIEW updatable WITH (check_option = cascaded) AS SELECT * FROM item WHERE price > 10;
CREATE VIEW locally_checked AS SELECT * FROM updatable WHERE id > 5 WITH LOCAL CHECK OPTION;
CREATE VIEW barrier WITH (security_barrier = true) AS SELECT id, category FROM item WHERE secret LIKE 'secret 1%';
CREATE VIEW invoker WITH (security_invoker = true) AS SELECT id FROM item;
CREATE RECURSIVE VIEW counting (n) AS VALUES (1) UNION ALL SELECT n + 1 FROM counting WHERE n < 5;
ALTER VIEW plain ALTER COLUMN category SET DEFAULT 'plain';
CREATE VIEW with_star AS SELECT item.*, row_number() OVER (PARTITION BY category ORDER BY price DESC) AS place FROM item;
ALTER TABLE item ADD COLUMN added_after_the_view int DEFAULT 5;
CREATE VIEW without_columns AS SELECT;
COMMENT ON VIEW plain IS 'a view';
COMMENT ON COLUMN plain.price IS 'its column';

-- Two views that need one another can only be made in steps.
CREATE VIEW circle_a AS SELECT 1 AS n;
CREATE VIEW circle_b AS SELECT n FROM circle_a;
CREATE FUNCTION reads_circle() RETURNS bigint LANGUAGE sql STABLE AS 'SELECT count(*) FROM views.circle_b';
CREATE OR REPLACE VIEW circle_a AS SELECT CASE WHEN reads_circle() < 0 THEN 0 ELSE 1 END AS n;

-- Materialized views, one on another; a refresh needs them in order.
CREATE MATERIALIZED VIEW by_category AS SELECT category, count(*) AS items, sum(price) AS total FROM item GROUP BY category;
CREATE UNIQUE INDEX by_category_key ON by_category (category);
CREATE MATERIALIZED VIEW a_on_by_category AS SELECT max(total) AS biggest, min(items) AS smallest FROM by_category;
CREATE MATERIALIZED VIEW a_a_on_both AS SELECT b.category, a.biggest FROM by_category b, a_on_by_category a WITH DATA;
CREATE VIEW over_materialized AS SELECT * FROM a_a_on_both WHERE biggest > 0;
CREATE MATERIALIZED VIEW a_over_view AS SELECT count(*) AS n FROM over_materialized;
CREATE MATERIALIZED VIEW unpopulated AS SELECT id FROM item WITH NO DATA;
CREATE MATERIALIZED VIEW on_unpopulated AS SELECT count(*) AS n FROM unpopulated WITH NO DATA;
CREATE MATERIALIZED VIEW empty AS SELECT id FROM item WHERE false;
CREATE MATERIALIZED VIEW stored WITH (fillfactor = 50) AS SELECT id, repeat('x', 3000) AS filler FROM item;
CREATE INDEX stored_id ON stored (id DESC) WHERE id > 100;
COMMENT ON MATERIALIZED VIEW by_category IS 'per category';
ALTER MATERIALIZED VIEW by_category CLUSTER ON by_category_key;

-- Rules.
CREATE TABLE audit (what text, id int);
CREATE RULE item_deleted AS ON DELETE TO item DO ALSO INSERT INTO views.audit VALUES ('deleted', OLD.id);
CREATE RULE plain_insert AS ON INSERT TO on_view DO INSTEAD NOTHING;
CREATE RULE conditional AS ON UPDATE TO item WHERE NEW.price < 0 DO INSTEAD (INSERT INTO views.audit VALUES ('refused', OLD.id); INSERT INTO views.audit VALUES ('negative', NEW.id));
CREATE RULE notifying AS ON INSERT TO audit DO ALSO NOTIFY audited;
ALTER TABLE item DISABLE RULE conditional;
COMMENT ON RULE item_deleted ON item IS 'keeps trace';
DELETE FROM item WHERE id = 200;

-- A view with triggers.
CREATE FUNCTION instead() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN INSERT INTO views.audit VALUES (TG_OP, NEW.id); RETURN NEW; END $$;
CREATE TRIGGER instead INSTEAD OF INSERT OR UPDATE ON with_star FOR EACH ROW EXECUTE FUNCTION instead();
REFRESH MATERIALIZED VIEW by_category;
REFRESH MATERIALIZED VIEW a_on_by_category;
REFRESH MATERIALIZED VIEW a_a_on_both;
REFRESH MATERIALIZED VIEW a_over_view;
REFRESH MATERIALIZED VIEW stored;
