-- SPDX-License-Identifier: Apache-2.0
-- Database roles and schemas, least privilege. Run it as often as you like.
--
-- Per service: an owner (migrations only) and an application role that may use the rows
-- of its own schema and nothing else. gateway has a third, the projector, which writes
-- the read model of every dealer; the gateway's own role is bound by row-level security.
--
-- psql variables: services ("invoice reminder …"), password (for connections by TCP),
-- owner_password (of the owners; the same when it is not given).
\if :{?owner_password}
\else
\set owner_password :password
\endif

CREATE TEMP TABLE service AS
	SELECT name FROM unnest(string_to_array(:'services', ' ')) AS name WHERE name <> '';

CREATE TEMP TABLE wanted_role AS
	SELECT name AS service, 'beurt_' || name || '_owner' AS role FROM service
	UNION ALL SELECT name, 'beurt_' || name FROM service
	UNION ALL SELECT name, 'beurt_gateway_projector' FROM service WHERE name = 'gateway';

REVOKE ALL ON SCHEMA public FROM PUBLIC;
REVOKE ALL ON DATABASE beurt FROM PUBLIC;

SELECT format('CREATE ROLE %I LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOBYPASSRLS', role)
	FROM wanted_role
	WHERE role NOT IN (SELECT rolname FROM pg_roles) \gexec

SELECT format('ALTER ROLE %I PASSWORD %L', role,
	CASE WHEN role LIKE '%\_owner' THEN :'owner_password' ELSE :'password' END)
	FROM wanted_role \gexec
SELECT format('ALTER ROLE %I SET search_path = %I', role, service) FROM wanted_role \gexec
SELECT format('GRANT CONNECT ON DATABASE beurt TO %I', role) FROM wanted_role \gexec

SELECT format('CREATE SCHEMA IF NOT EXISTS %I AUTHORIZATION %I', name,
	'beurt_' || name || '_owner') FROM service \gexec

-- The working roles: rows, never tables.
SELECT format('GRANT USAGE ON SCHEMA %I TO %I', service, role) FROM wanted_role
	WHERE role NOT LIKE '%\_owner' \gexec
SELECT format('ALTER DEFAULT PRIVILEGES FOR ROLE %I IN SCHEMA %I '
	'GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO %I',
	'beurt_' || service || '_owner', service, role) FROM wanted_role
	WHERE role NOT LIKE '%\_owner' \gexec
SELECT format('ALTER DEFAULT PRIVILEGES FOR ROLE %I IN SCHEMA %I '
	'GRANT USAGE ON SEQUENCES TO %I',
	'beurt_' || service || '_owner', service, role) FROM wanted_role
	WHERE role NOT LIKE '%\_owner' \gexec

-- A forgotten transaction or a runaway statement ends by itself.
SELECT format('ALTER ROLE %I SET %s', role, setting)
	FROM wanted_role, unnest(ARRAY['statement_timeout = ''120s''',
		'lock_timeout = ''15s''',
		'idle_in_transaction_session_timeout = ''60s''']) AS setting
	WHERE role NOT LIKE '%\_owner' \gexec
