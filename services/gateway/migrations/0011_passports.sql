-- SPDX-License-Identifier: Apache-2.0
-- Passports, fleets, transfers and the parties that log in with an e-mail address. A party
-- is a tenant like a garage: app.dealer is a garage's code, or "@" and the party's id.
-- Who may see which car is derived from passport.state and fleet.state in the transaction
-- that hears them, so what a revocation took away is gone with the row that says so.

-- Garages, owners and drivers of a car. `since` is their own first day.
CREATE TABLE gateway.passport_access (
	tenant text NOT NULL,
	passport_id uuid NOT NULL,
	role text NOT NULL CHECK (role IN ('garage', 'owner', 'driver')),
	since timestamptz NOT NULL,
	fleet_id uuid,
	customer_id uuid, -- whom that garage invoices for it
	PRIMARY KEY (tenant, passport_id, role)
);
CREATE INDEX passport_access_by_passport ON gateway.passport_access (passport_id);
CREATE INDEX passport_access_by_fleet ON gateway.passport_access (tenant, fleet_id);

-- Managers see every car their fleet owns, from the day it joined.
CREATE TABLE gateway.fleet_manager (
	tenant text NOT NULL,
	fleet_id uuid NOT NULL,
	PRIMARY KEY (tenant, fleet_id)
);
CREATE INDEX fleet_manager_by_fleet ON gateway.fleet_manager (fleet_id);

CREATE TABLE gateway.passport (
	passport_id uuid NOT NULL PRIMARY KEY,
	version bigint NOT NULL,
	status text NOT NULL,
	plate text,
	vehicle_id uuid NOT NULL,
	owner_id uuid,
	owner_since timestamptz NOT NULL,
	driver_id uuid,
	driver_since timestamptz,
	fleet_id uuid,
	garages jsonb NOT NULL,
	contact jsonb,
	transfer_id uuid,
	created_at timestamptz NOT NULL,
	search text NOT NULL,
	card text NOT NULL, -- a JSON object without its braces and without persons
	CHECK (owner_id IS NULL OR fleet_id IS NULL) -- never two owners
);
CREATE INDEX passport_by_vehicle ON gateway.passport (vehicle_id);
CREATE INDEX passport_by_owner ON gateway.passport (owner_id);
CREATE INDEX passport_by_driver ON gateway.passport (driver_id);
CREATE INDEX passport_by_fleet ON gateway.passport (fleet_id);

CREATE TABLE gateway.fleet (
	fleet_id uuid NOT NULL PRIMARY KEY,
	version bigint NOT NULL,
	name text NOT NULL,
	status text NOT NULL,
	managers uuid[] NOT NULL,
	approval_limit_cents bigint,
	search text NOT NULL,
	card text NOT NULL
);
CREATE INDEX fleet_by_manager ON gateway.fleet USING gin (managers);

CREATE TABLE gateway.transfer (
	transfer_id uuid NOT NULL PRIMARY KEY,
	version bigint NOT NULL,
	passport_id uuid NOT NULL,
	status text NOT NULL,
	recipient_id uuid NOT NULL,
	started_by uuid NOT NULL,
	started_at timestamptz NOT NULL,
	card text NOT NULL
);
CREATE INDEX transfer_by_passport ON gateway.transfer (passport_id);
CREATE INDEX transfer_by_recipient ON gateway.transfer (recipient_id);

CREATE TABLE gateway.party (
	party_id uuid NOT NULL PRIMARY KEY,
	version bigint NOT NULL,
	kind text NOT NULL,
	status text NOT NULL,
	address text NOT NULL, -- as addresses are compared (libcommon/text/address.h)
	email text NOT NULL,
	name text NOT NULL,
	language text NOT NULL,
	fleet_id uuid,
	home_dealer text NOT NULL,
	verified boolean NOT NULL,
	sessions_since timestamptz,
	pending_email text,
	card text NOT NULL, -- name and status
	more text NOT NULL -- how they are reached
);
CREATE INDEX party_by_address ON gateway.party (address);

-- What is shown of an id at which version, so that a command's answer can be waited for by
-- whoever may not see the row any more: an id and a number tell nothing else.
CREATE TABLE gateway.shown (
	id uuid NOT NULL PRIMARY KEY,
	version bigint NOT NULL,
	detail text NOT NULL -- a transfer's status; the transfer a passport waits for
);

-- The gateway's own: what a party logs in with. An address is proved by a link that was
-- sent to it, used once, in the browser that asked for it; a password may be chosen then.
CREATE TABLE gateway.party_login (
	party_id uuid NOT NULL PRIMARY KEY,
	password_hash text NOT NULL,
	updated_at timestamptz NOT NULL
);

CREATE TABLE gateway.login_link (
	hash text NOT NULL PRIMARY KEY, -- SHA-256 of 256 random bits
	party_id uuid, -- NULL: the address is nobody's, and the asker is not told so
	browser text NOT NULL, -- SHA-256 of the browser's cookie
	created_at timestamptz NOT NULL,
	expires_at timestamptz NOT NULL,
	used_at timestamptz
);
CREATE INDEX login_link_by_expiry ON gateway.login_link (expires_at);

-- Who asks, as row-level security knows it.
CREATE FUNCTION gateway.tenant() RETURNS text LANGUAGE sql STABLE PARALLEL SAFE
	RETURN NULLIF(current_setting('app.dealer', true), '');

ALTER TABLE gateway.link DROP CONSTRAINT link_kind_check;
ALTER TABLE gateway.link ADD CONSTRAINT link_kind_check CHECK (kind IN
	('inspection', 'registration', 'passport', 'party', 'transfer', 'appointment'));
CREATE INDEX link_by_id ON gateway.link (id);

DO $$
DECLARE
	name text;
BEGIN
	FOREACH name IN ARRAY ARRAY['passport_access', 'fleet_manager', 'passport', 'fleet',
				    'transfer', 'party', 'shown', 'party_login',
				    'login_link'] LOOP
		EXECUTE format('ALTER TABLE gateway.%I ENABLE ROW LEVEL SECURITY', name);
		EXECUTE format('ALTER TABLE gateway.%I FORCE ROW LEVEL SECURITY', name);
		EXECUTE format('CREATE POLICY projector ON gateway.%I TO beurt_gateway_projector '
			       'USING (true) WITH CHECK (true)', name);
	END LOOP;
	FOREACH name IN ARRAY ARRAY['passport_access', 'fleet_manager', 'passport', 'fleet',
				    'transfer', 'party', 'shown'] LOOP
		EXECUTE format('REVOKE INSERT, UPDATE, DELETE ON gateway.%I FROM beurt_gateway',
			       name);
	END LOOP;
END $$;

CREATE POLICY tenant ON gateway.passport_access FOR SELECT TO beurt_gateway
	USING (tenant = gateway.tenant());
CREATE POLICY tenant ON gateway.fleet_manager FOR SELECT TO beurt_gateway
	USING (tenant = gateway.tenant());
CREATE POLICY versions ON gateway.shown FOR SELECT TO beurt_gateway USING (true);

CREATE POLICY tenant ON gateway.passport FOR SELECT TO beurt_gateway
	USING (passport_id IN (SELECT a.passport_id FROM gateway.passport_access a
			WHERE a.tenant = gateway.tenant())
		OR fleet_id IN (SELECT m.fleet_id FROM gateway.fleet_manager m
			WHERE m.tenant = gateway.tenant()));

-- A garage sees a fleet while it looks after one of its cars.
CREATE POLICY tenant ON gateway.fleet FOR SELECT TO beurt_gateway
	USING (fleet_id IN (SELECT a.fleet_id FROM gateway.passport_access a
			WHERE a.tenant = gateway.tenant())
		OR fleet_id IN (SELECT m.fleet_id FROM gateway.fleet_manager m
			WHERE m.tenant = gateway.tenant()));

CREATE POLICY self ON gateway.party FOR SELECT TO beurt_gateway
	USING ('@' || party_id = gateway.tenant());
CREATE POLICY of_a_car ON gateway.party FOR SELECT TO beurt_gateway
	USING (EXISTS (SELECT 1 FROM gateway.passport p
			WHERE p.owner_id = party.party_id AND p.status <> 'archived')
		OR EXISTS (SELECT 1 FROM gateway.passport p
			WHERE p.driver_id = party.party_id AND p.status <> 'archived')
		OR EXISTS (SELECT 1 FROM gateway.fleet f
			WHERE f.managers @> ARRAY[party.party_id]));
-- Before anybody is known: exactly the address that was typed.
CREATE POLICY by_address ON gateway.party FOR SELECT TO beurt_gateway
	USING (address = NULLIF(current_setting('app.email', true), ''));

-- Who offered a car sees the offer as long as the car is theirs; the recipient as long as
-- it is an offer, and later with the car.
CREATE POLICY recipient ON gateway.transfer FOR SELECT TO beurt_gateway
	USING ('@' || recipient_id = gateway.tenant() AND (status <> 'accepted'
		OR passport_id IN (SELECT a.passport_id FROM gateway.passport_access a
			WHERE a.tenant = gateway.tenant())));
CREATE POLICY owner ON gateway.transfer FOR SELECT TO beurt_gateway
	USING (EXISTS (SELECT 1 FROM gateway.passport_access a
			WHERE a.tenant = gateway.tenant() AND a.role = 'owner'
			AND a.passport_id = transfer.passport_id
			AND a.since <= transfer.started_at));
CREATE POLICY manager ON gateway.transfer FOR SELECT TO beurt_gateway
	USING (EXISTS (SELECT 1 FROM gateway.passport p
			JOIN gateway.fleet_manager m ON m.fleet_id = p.fleet_id
			WHERE m.tenant = gateway.tenant()
			AND p.passport_id = transfer.passport_id
			AND p.owner_since <= transfer.started_at));

CREATE POLICY self ON gateway.party_login TO beurt_gateway
	USING ('@' || party_id = gateway.tenant())
	WITH CHECK ('@' || party_id = gateway.tenant());
CREATE POLICY by_address ON gateway.party_login TO beurt_gateway
	USING (EXISTS (SELECT 1 FROM gateway.party p WHERE p.party_id = party_login.party_id
			AND p.address = NULLIF(current_setting('app.email', true), '')));
CREATE POLICY by_hash ON gateway.login_link TO beurt_gateway
	USING (hash = NULLIF(current_setting('app.link', true), ''))
	WITH CHECK (hash = NULLIF(current_setting('app.link', true), ''));
