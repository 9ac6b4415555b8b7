-- What the golden database holds, as text. Its output for the source is kept beside each golden backup.
SET search_path = shop;
SET TimeZone = 'UTC';
COPY (SELECT * FROM customer ORDER BY id) TO STDOUT;
COPY (SELECT * FROM visit ORDER BY customer, at) TO STDOUT;
COPY (SELECT * FROM desk ORDER BY id) TO STDOUT;
COPY (SELECT tableoid::regclass, * FROM reading ORDER BY day, sensor) TO STDOUT;
COPY (SELECT * FROM "Odd ""Schema"""."new
line/slash" ORDER BY 1) TO STDOUT;
COPY (SELECT count(*) FROM nothing) TO STDOUT;
COPY (SELECT count(*) FROM no_columns) TO STDOUT;
COPY (SELECT * FROM mood_count ORDER BY 1) TO STDOUT;
COPY (SELECT count(*) FROM adult) TO STDOUT;
COPY (SELECT 'ticket', last_value, is_called FROM ticket) TO STDOUT;
COPY (SELECT 'untouched', last_value, is_called FROM untouched) TO STDOUT;
COPY (SELECT last_value, is_called FROM customer_id_seq) TO STDOUT;
COPY (SELECT oid, length(lo_get(oid)), sha256(lo_get(oid)), obj_description(oid, 'pg_largeobject'),
             ARRAY(SELECT acl::text FROM unnest(lomacl) acl ORDER BY 1)
      FROM pg_largeobject_metadata ORDER BY 1) TO STDOUT;
COPY (SELECT obj_description('customer'::regclass), pg_get_indexdef('customer_lower_idx'::regclass)) TO STDOUT;
COPY (SELECT conname, pg_get_constraintdef(oid) FROM pg_constraint
      WHERE connamespace = 'shop'::regnamespace AND contype <> 'n' ORDER BY 1) TO STDOUT;
COPY (SELECT enumlabel FROM pg_enum ORDER BY enumsortorder) TO STDOUT;
