-- SPDX-License-Identifier: Apache-2.0
-- Transfers of a fleet's car that support asks for when its manager cannot: one of support
-- asks, another approves. What happened is kept in rows that nobody changes.

ALTER TABLE gateway.account DROP CONSTRAINT account_role_check;
ALTER TABLE gateway.account ADD CONSTRAINT account_role_check
	CHECK (role IN ('inspector', 'adviser', 'manager', 'helpdesk', 'support'));
ALTER TABLE gateway.account DROP CONSTRAINT account_check;
ALTER TABLE gateway.account ADD CONSTRAINT account_check
	CHECK ((dealer IS NULL) = (role IN ('helpdesk', 'support')));

CREATE TABLE gateway.break_glass (
	request_id uuid NOT NULL PRIMARY KEY, -- also the id of the command to the fleet service
	version bigint NOT NULL,
	status text NOT NULL CHECK (status IN ('asked', 'approved', 'refused', 'withdrawn')),
	passport_id uuid NOT NULL,
	fleet_id uuid NOT NULL,
	fleet_name text NOT NULL,
	plate text NOT NULL,
	plate_formatted text NOT NULL,
	make text NOT NULL,
	model text NOT NULL,
	kind text NOT NULL CHECK (kind IN ('driver', 'owner')),
	recipient_email text NOT NULL, -- "" once the person is erased
	recipient_name text NOT NULL,
	reason text NOT NULL,
	asked_user uuid NOT NULL,
	asked_by text NOT NULL,
	asked_at timestamptz NOT NULL,
	expires_at timestamptz NOT NULL,
	decided_user uuid,
	decided_login text,
	decided_by text,
	decided_at timestamptz,
	note text NOT NULL DEFAULT '',
	party_id uuid, -- the manager in whose place the transfer begins
	outcome text, -- what the fleet service answered
	code text,
	CHECK ((status = 'asked') = (decided_user IS NULL)),
	CHECK (status NOT IN ('approved', 'refused') OR decided_user <> asked_user),
	CHECK (status <> 'withdrawn' OR decided_user = asked_user)
);
CREATE INDEX break_glass_newest ON gateway.break_glass (asked_at DESC);
CREATE INDEX break_glass_by_fleet ON gateway.break_glass (fleet_id);
CREATE INDEX break_glass_by_passport ON gateway.break_glass (passport_id);

CREATE TABLE gateway.break_glass_event (
	request_id uuid NOT NULL REFERENCES gateway.break_glass,
	number bigint NOT NULL, -- the version it made
	at timestamptz NOT NULL,
	action text NOT NULL,
	login text NOT NULL,
	name text NOT NULL,
	PRIMARY KEY (request_id, number)
);

DO $$
DECLARE
	name text;
BEGIN
	FOREACH name IN ARRAY ARRAY['break_glass', 'break_glass_event'] LOOP
		EXECUTE format('ALTER TABLE gateway.%I ENABLE ROW LEVEL SECURITY', name);
		EXECUTE format('ALTER TABLE gateway.%I FORCE ROW LEVEL SECURITY', name);
		EXECUTE format('CREATE POLICY projector ON gateway.%I TO beurt_gateway_projector '
			       'USING (true) WITH CHECK (true)', name);
		EXECUTE format('REVOKE INSERT, UPDATE, DELETE ON gateway.%I FROM beurt_gateway',
			       name);
	END LOOP;
END $$;
-- Nothing of it is ever taken away, and the trail is never changed.
REVOKE DELETE ON gateway.break_glass FROM beurt_gateway_projector;
REVOKE UPDATE, DELETE ON gateway.break_glass_event FROM beurt_gateway_projector;

-- A manager reads what support did with the cars of the fleet.
CREATE POLICY tenant ON gateway.break_glass FOR SELECT TO beurt_gateway
	USING (fleet_id IN (SELECT m.fleet_id FROM gateway.fleet_manager m
			WHERE m.tenant = gateway.tenant()));
CREATE POLICY tenant ON gateway.break_glass_event FOR SELECT TO beurt_gateway
	USING (request_id IN (SELECT b.request_id FROM gateway.break_glass b
			JOIN gateway.fleet_manager m ON m.fleet_id = b.fleet_id
			WHERE m.tenant = gateway.tenant()));
