-- Roles that the other files give objects and privileges to. Roles belong to the whole server, so this may be run again.
-- Loaded by psql, as a superuser.

SELECT format('CREATE ROLE %I', name)
FROM unnest(ARRAY[
    'lifeboat_owner', 'lifeboat_reader', 'lifeboat_writer', 'lifeboat_login',
    'Lifeboat "Odd" Role', 'lifeboat \ % '' é 🚣'
]) AS role (name)
WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = name)
\gexec

ALTER ROLE lifeboat_login LOGIN CONNECTION LIMIT 7 VALID UNTIL '2099-12-31 23:59:59+00';
ALTER ROLE lifeboat_login SET statement_timeout = '1h';
ALTER ROLE lifeboat_login SET search_path = "$user", public, "odd ""schema""";
COMMENT ON ROLE lifeboat_login IS 'it''s the role that logs in';
GRANT lifeboat_reader TO lifeboat_writer;
GRANT lifeboat_writer TO lifeboat_login WITH ADMIN OPTION;
