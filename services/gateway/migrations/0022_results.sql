-- SPDX-License-Identifier: Apache-2.0
-- Results: what messages cost and which campaign they were of, the true effect, a garage
-- beside its formula, how lists are worked, and letters to the garage's own people.

ALTER TABLE gateway.contact ADD COLUMN campaign_id uuid;
ALTER TABLE gateway.contact ADD COLUMN variant text;
ALTER TABLE gateway.contact ADD COLUMN reason_group text;
ALTER TABLE gateway.contact ADD COLUMN step int;
ALTER TABLE gateway.contact ADD COLUMN cost_cents bigint NOT NULL DEFAULT 0;
ALTER TABLE gateway.contact ADD COLUMN is_reached boolean; -- calls alone
CREATE INDEX contact_by_time ON gateway.contact (dealer, at);

ALTER TABLE gateway.conversion ADD COLUMN campaign_id uuid;
ALTER TABLE gateway.conversion ADD COLUMN variant text;

ALTER TABLE gateway.proposal ADD COLUMN status_reason text;
ALTER TABLE gateway.proposal ADD COLUMN decided_at timestamptz;
ALTER TABLE gateway.proposal ADD COLUMN sent_at timestamptz;

ALTER TABLE gateway.customer ADD COLUMN postcode_area text; -- its first two digits
ALTER TABLE gateway.register ADD COLUMN apk_moved_on date;
ALTER TABLE gateway.register ADD COLUMN holder_since date;
CREATE INDEX register_moved ON gateway.register (apk_moved_on)
	WHERE apk_moved_on IS NOT NULL;
CREATE INDEX register_held ON gateway.register (holder_since)
	WHERE holder_since IS NOT NULL;

-- Until they are said again the old rows tell it too.
ALTER TABLE gateway.proposal NO FORCE ROW LEVEL SECURITY;
ALTER TABLE gateway.register NO FORCE ROW LEVEL SECURITY;
UPDATE gateway.proposal p SET status_reason = c.j ->> 'status_reason',
	decided_at = (c.j ->> 'decided_at')::timestamptz,
	sent_at = (c.j ->> 'sent_at')::timestamptz
	FROM (SELECT dealer, proposal_id, ('{' || card || '}')::jsonb AS j
		FROM gateway.proposal) c
	WHERE c.dealer = p.dealer AND c.proposal_id = p.proposal_id;
UPDATE gateway.register r SET apk_moved_on = (c.j ->> 'apk_moved_on')::date,
	holder_since = (c.j ->> 'holder_since')::date
	FROM (SELECT plate, ('{' || card || '}')::jsonb AS j FROM gateway.register) c
	WHERE c.plate = r.plate;
ALTER TABLE gateway.proposal FORCE ROW LEVEL SECURITY;
ALTER TABLE gateway.register FORCE ROW LEVEL SECURITY;

-- Numbers of groups, never of a person; `state` is the message.
CREATE TABLE gateway.effect (
	dealer text NOT NULL,
	programme text NOT NULL,
	quarter text NOT NULL,
	version bigint NOT NULL,
	state jsonb NOT NULL,
	PRIMARY KEY (dealer, programme, quarter)
);
CREATE TABLE gateway.benchmark (
	dealer text NOT NULL PRIMARY KEY,
	version bigint NOT NULL,
	state jsonb NOT NULL
);

-- Letters to the garage's own people: each kind once a week.
CREATE TABLE gateway.desk_letter (
	dealer text NOT NULL,
	kind text NOT NULL,
	week text NOT NULL,
	at timestamptz NOT NULL,
	PRIMARY KEY (dealer, kind, week)
);

-- How each garage does, as the helpdesk reads it: counted every quarter of an hour.
CREATE TABLE gateway.health (
	dealer text NOT NULL PRIMARY KEY,
	network text,
	last_invoice_at timestamptz,
	last_login_at timestamptz,
	list_week text, -- the newest list that closed
	list_total bigint NOT NULL,
	list_decided bigint NOT NULL,
	open_week text,
	open_total bigint NOT NULL,
	open_left bigint NOT NULL, -- nobody decided yet
	untouched_weeks bigint NOT NULL, -- closed lists in a row that nobody worked
	parked bigint NOT NULL,
	counted_at timestamptz NOT NULL
);

-- Where somebody is written to, and whether they want to be told of lists left open.
ALTER TABLE gateway.account ADD COLUMN email text;
ALTER TABLE gateway.account ADD COLUMN wants_nudges boolean NOT NULL DEFAULT false;

-- Log-ins are written down before a garage is known; it reads those of its own people.
CREATE INDEX audit_of_staff ON gateway.audit (actor, at)
	WHERE action = 'login' AND result = 'ok' AND actor NOT LIKE '@%';
CREATE POLICY of_staff ON gateway.audit FOR SELECT TO beurt_gateway
	USING (action = 'login' AND result = 'ok' AND dealer = '-'
		AND actor IN (SELECT a.login FROM gateway.account a));

-- A garage pays for the passports it looked after in a month, also those it no longer does.
CREATE TABLE gateway.passport_past (
	dealer text NOT NULL,
	passport_id uuid NOT NULL,
	since timestamptz NOT NULL,
	until timestamptz NOT NULL,
	vehicle_id uuid,
	customer_id uuid,
	holders text[] NOT NULL, -- who held or managed it then
	login_months text[] NOT NULL, -- in which one of them signed in: 2026-11
	PRIMARY KEY (dealer, passport_id, since)
);

DO $$
DECLARE
	name text;
BEGIN
	FOREACH name IN ARRAY ARRAY['effect', 'benchmark', 'desk_letter', 'health',
				    'passport_past'] LOOP
		EXECUTE format('ALTER TABLE gateway.%I ENABLE ROW LEVEL SECURITY', name);
		EXECUTE format('ALTER TABLE gateway.%I FORCE ROW LEVEL SECURITY', name);
		EXECUTE format('CREATE POLICY projector ON gateway.%I TO beurt_gateway_projector '
			       'USING (true) WITH CHECK (true)', name);
		EXECUTE format('REVOKE INSERT, UPDATE, DELETE ON gateway.%I FROM beurt_gateway',
			       name);
		EXECUTE format('CREATE POLICY tenant ON gateway.%I FOR SELECT TO beurt_gateway '
			'USING (dealer = NULLIF(current_setting(''app.dealer'', true), ''''))',
			name);
	END LOOP;
END $$;

-- The helpdesk reads how all garages do, and nothing else of them.
CREATE POLICY helpdesk_health ON gateway.health FOR SELECT TO beurt_gateway
	USING (current_setting('app.role', true) = 'helpdesk');
