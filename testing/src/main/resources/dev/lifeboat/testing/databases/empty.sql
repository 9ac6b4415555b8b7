-- A database without a single table. Loaded by psql.
DROP SCHEMA public;
