-- SPDX-License-Identifier: Apache-2.0
-- Who owns and drives which car, fleets, and cars on their way to somebody else.

-- What others state, the highest version wins.
CREATE TABLE dealer (
	dealer text PRIMARY KEY,
	version bigint NOT NULL,
	name text NOT NULL,
	active boolean NOT NULL,
	timezone text NOT NULL,
	language text NOT NULL,
	state text NOT NULL -- dealer.state as it was heard
);

CREATE TABLE vehicle (
	dealer text NOT NULL,
	vehicle_id uuid NOT NULL,
	version bigint NOT NULL,
	plate text,
	country text,
	make text,
	model text,
	apk_expiry date,
	customer_id uuid,
	PRIMARY KEY (dealer, vehicle_id)
) WITH (fillfactor = 80);
CREATE INDEX vehicle_plate ON vehicle (plate) WHERE plate IS NOT NULL;

-- Somebody who logs in with an e-mail address. One address, one party.
CREATE TABLE party (
	party_id uuid PRIMARY KEY,
	version bigint NOT NULL,
	kind text NOT NULL CHECK (kind IN ('holder', 'manager')),
	status text NOT NULL CHECK (status IN ('invited', 'active', 'closed')),
	email text NOT NULL, -- as typed
	email_key text NOT NULL, -- as compared
	name text NOT NULL,
	phone text,
	company text,
	street text,
	postcode text,
	city text,
	country text,
	language text NOT NULL,
	fleet_id uuid, -- that a manager runs
	home_dealer text NOT NULL,
	created_at timestamptz NOT NULL,
	verified_at timestamptz,
	terms_version text,
	terms_at timestamptz,
	pending_email text,
	pending_key text,
	sessions_since timestamptz,
	links bigint NOT NULL DEFAULT 0, -- how many were made
	link_hash text,
	link_expires_at timestamptz,
	CHECK ((kind = 'manager') = (fleet_id IS NOT NULL))
) WITH (fillfactor = 80);
CREATE UNIQUE INDEX party_email ON party (email_key) WHERE status <> 'closed';
CREATE INDEX party_fleet ON party (fleet_id) WHERE fleet_id IS NOT NULL;

CREATE TABLE fleet (
	fleet_id uuid PRIMARY KEY,
	version bigint NOT NULL,
	name text NOT NULL,
	dealer text NOT NULL, -- that made the account
	status text NOT NULL CHECK (status IN ('staging', 'invited', 'active', 'closed')),
	anchor_id uuid,
	anchor_gone boolean NOT NULL DEFAULT false,
	approval_limit_cents bigint,
	messages text NOT NULL CHECK (messages IN ('driver', 'manager')),
	created_by text NOT NULL,
	created_at timestamptz NOT NULL,
	activated_at timestamptz
) WITH (fillfactor = 80);

-- A person owns a car or a fleet does: never both, never nobody.
CREATE TABLE passport (
	passport_id uuid PRIMARY KEY,
	version bigint NOT NULL,
	status text NOT NULL CHECK (status IN ('created', 'invited', 'active',
		'transfer_pending', 'archived')),
	plate text,
	country text NOT NULL,
	make text NOT NULL,
	model text NOT NULL,
	vehicle_id uuid NOT NULL,
	owner_id uuid REFERENCES party,
	owner_since timestamptz NOT NULL,
	driver_id uuid REFERENCES party,
	driver_since timestamptz,
	fleet_id uuid REFERENCES fleet,
	anchors_fleet uuid,
	driving_habit text,
	habit_consent boolean NOT NULL DEFAULT false,
	reminders boolean NOT NULL DEFAULT false, -- the holder asked for them
	created_by text NOT NULL,
	created_at timestamptz NOT NULL,
	invited_at timestamptz,
	activated_at timestamptz,
	holder_changed_at timestamptz,
	transfer_id uuid,
	archived_at timestamptz,
	archived_reason text,
	links bigint NOT NULL DEFAULT 0, -- how many were made
	link_hash text,
	link_expires_at timestamptz,
	CONSTRAINT passport_one_owner CHECK ((owner_id IS NULL) <> (fleet_id IS NULL)),
	CONSTRAINT passport_pending CHECK
		((status = 'transfer_pending') = (transfer_id IS NOT NULL))
) WITH (fillfactor = 80);
CREATE UNIQUE INDEX passport_plate ON passport (country, plate)
	WHERE status <> 'archived' AND plate IS NOT NULL;
CREATE UNIQUE INDEX passport_vehicle ON passport (vehicle_id) WHERE status <> 'archived';
CREATE INDEX passport_owner ON passport (owner_id) WHERE owner_id IS NOT NULL;
CREATE INDEX passport_driver ON passport (driver_id) WHERE driver_id IS NOT NULL;
CREATE INDEX passport_fleet ON passport (fleet_id) WHERE fleet_id IS NOT NULL;

-- Garages that look after a car, oldest first.
CREATE TABLE passport_garage (
	passport_id uuid NOT NULL REFERENCES passport,
	dealer text NOT NULL,
	customer_id uuid,
	since timestamptz NOT NULL,
	until timestamptz,
	PRIMARY KEY (passport_id, dealer)
);
CREATE INDEX passport_garage_customer ON passport_garage (dealer, customer_id)
	WHERE customer_id IS NOT NULL;

CREATE TABLE transfer (
	transfer_id uuid PRIMARY KEY,
	version bigint NOT NULL,
	passport_id uuid NOT NULL REFERENCES passport,
	kind text NOT NULL CHECK (kind IN ('driver', 'owner')),
	status text NOT NULL CHECK (status IN ('pending', 'accepted', 'declined',
		'cancelled', 'expired')),
	dealer text NOT NULL, -- in whose name letters are written
	plate text,
	make text,
	model text,
	fleet_id uuid,
	fleet_name text,
	recipient_email text NOT NULL,
	recipient_name text,
	recipient_phone text,
	recipient_language text,
	recipient_id uuid NOT NULL REFERENCES party,
	started_by uuid NOT NULL REFERENCES party,
	started_at timestamptz NOT NULL,
	expires_at timestamptz NOT NULL,
	reminded bigint NOT NULL DEFAULT 0, -- by the clock
	asked bigint NOT NULL DEFAULT 0, -- reminders the sender asked for
	ended_at timestamptz,
	link_hash text,
	link_expires_at timestamptz
) WITH (fillfactor = 80);
CREATE UNIQUE INDEX transfer_pending ON transfer (passport_id) WHERE status = 'pending';
