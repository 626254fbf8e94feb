-- SPDX-License-Identifier: Apache-2.0
-- The read model: what the services said, newest version each, filled by the projector
-- and rebuilt from the topics at any time. `card` is the part of a reply's JSON that only
-- depends on the row, without its braces, made once when the message is heard.

CREATE TABLE gateway.customer (
	dealer text NOT NULL,
	customer_id uuid NOT NULL,
	version bigint NOT NULL,
	number text,
	name text NOT NULL,
	kind text NOT NULL,
	city text,
	email text,
	phone text,
	mobile text,
	language text NOT NULL,
	last_invoice_date date,
	search text NOT NULL,
	card text NOT NULL,
	PRIMARY KEY (dealer, customer_id)
);
CREATE INDEX customer_by_name ON gateway.customer (dealer, name, customer_id);

CREATE TABLE gateway.vehicle (
	dealer text NOT NULL,
	vehicle_id uuid NOT NULL,
	version bigint NOT NULL,
	plate text,
	customer_id uuid,
	is_stock_car boolean NOT NULL,
	search text NOT NULL,
	card text NOT NULL, -- as a reference in lists
	more text NOT NULL, -- country, vin, first admission
	PRIMARY KEY (dealer, vehicle_id)
);
CREATE INDEX vehicle_by_plate ON gateway.vehicle (dealer, plate);
CREATE INDEX vehicle_by_customer ON gateway.vehicle (dealer, customer_id);

CREATE TABLE gateway.proposal (
	dealer text NOT NULL,
	proposal_id uuid NOT NULL,
	version bigint NOT NULL,
	list_week text NOT NULL,
	customer_id uuid NOT NULL,
	vehicle_id uuid NOT NULL,
	due date NOT NULL, -- 9999-12-31 when there is none
	reason_group text NOT NULL,
	reason_kinds text[] NOT NULL,
	decision text NOT NULL,
	decision_source text NOT NULL,
	decided_by text,
	apk_expiry date,
	value_cents bigint NOT NULL,
	channel text,
	status text NOT NULL,
	intent_id uuid,
	sent boolean NOT NULL,
	card text NOT NULL,
	why jsonb,
	PRIMARY KEY (dealer, proposal_id)
);
CREATE INDEX proposal_by_week ON gateway.proposal (dealer, list_week, due, proposal_id);
CREATE INDEX proposal_by_customer ON gateway.proposal (dealer, customer_id);
CREATE INDEX proposal_by_vehicle ON gateway.proposal (dealer, vehicle_id);

CREATE TABLE gateway.week (
	dealer text NOT NULL,
	list_week text NOT NULL,
	version bigint NOT NULL,
	send_week text NOT NULL,
	opens_at timestamptz NOT NULL,
	deadline_at timestamptz NOT NULL,
	status text NOT NULL,
	total bigint NOT NULL,
	closed_at timestamptz,
	PRIMARY KEY (dealer, list_week)
);

CREATE TABLE gateway.intake (
	dealer text NOT NULL,
	record_id uuid NOT NULL,
	version bigint NOT NULL,
	receipt_id uuid,
	vendor text NOT NULL,
	received_at timestamptz NOT NULL,
	status text NOT NULL,
	reasons jsonb NOT NULL,
	card text NOT NULL,
	preview text,
	PRIMARY KEY (dealer, record_id)
);
CREATE INDEX intake_by_time ON gateway.intake (dealer, received_at DESC, record_id DESC);
CREATE INDEX intake_by_receipt ON gateway.intake (dealer, receipt_id);
CREATE INDEX intake_parked ON gateway.intake (dealer, received_at DESC, record_id DESC)
	WHERE status = 'parked';

CREATE TABLE gateway.contact (
	dealer text NOT NULL,
	intent_id uuid NOT NULL,
	sequence int NOT NULL,
	customer_id uuid NOT NULL,
	proposal_id uuid,
	channel text NOT NULL,
	outcome text NOT NULL,
	reason text,
	at timestamptz NOT NULL,
	PRIMARY KEY (dealer, intent_id, sequence)
);
CREATE INDEX contact_by_customer ON gateway.contact (dealer, customer_id, at DESC);

CREATE TABLE gateway.consent (
	dealer text NOT NULL,
	customer_id uuid NOT NULL,
	version bigint NOT NULL,
	entries jsonb NOT NULL,
	email_health text NOT NULL,
	objected boolean NOT NULL,
	PRIMARY KEY (dealer, customer_id)
);

CREATE TABLE gateway.conversion (
	dealer text NOT NULL,
	conversion_id uuid NOT NULL,
	version bigint NOT NULL,
	proposal_id uuid NOT NULL,
	customer_id uuid NOT NULL,
	vehicle_id uuid NOT NULL,
	visit_date date NOT NULL,
	touched_at timestamptz NOT NULL,
	list_week text NOT NULL,
	reason_group text NOT NULL,
	channel text NOT NULL,
	kind text NOT NULL,
	value_cents bigint NOT NULL,
	flagged boolean NOT NULL,
	voided boolean NOT NULL,
	PRIMARY KEY (dealer, conversion_id)
);
CREATE INDEX conversion_by_week ON gateway.conversion (dealer, list_week);
CREATE INDEX conversion_by_proposal ON gateway.conversion (dealer, proposal_id);

CREATE TABLE gateway.visit (
	dealer text NOT NULL,
	visit_id uuid NOT NULL,
	version bigint NOT NULL,
	vehicle_id uuid NOT NULL,
	visit_date date NOT NULL,
	voided boolean NOT NULL,
	card text NOT NULL,
	PRIMARY KEY (dealer, visit_id)
);
CREATE INDEX visit_by_vehicle ON gateway.visit (dealer, vehicle_id, visit_date DESC);

-- Which rows a view of the weekly list holds. Counts, pages and bulk decisions all ask
-- this one function, so a number on a tab is the number of rows behind it.
CREATE FUNCTION gateway.in_view(p gateway.proposal, has_email boolean, today date, view text)
RETURNS boolean LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
	SELECT CASE view
		WHEN 'automatic' THEN p.decision_source = 'automatic' OR p.status = 'removed'
		WHEN 'sent' THEN p.status = 'sent'
		WHEN 'failed' THEN p.status IN ('failed', 'suppressed')
		WHEN 'visited' THEN p.status = 'visited'
		ELSE p.status NOT IN ('removed', 'stale') AND CASE view
			WHEN 'all' THEN true
			WHEN 'to_review' THEN p.status = 'open' AND p.decision_source = 'default'
			WHEN 'yes' THEN p.decision = 'yes'
			WHEN 'no' THEN p.decision = 'no'
			WHEN 'never' THEN p.decision = 'never'
			WHEN 'apk_60' THEN p.apk_expiry BETWEEN today - 60 AND today + 60
			WHEN 'no_email' THEN NOT has_email
			WHEN 'value_500' THEN p.value_cents > 50000
			WHEN 'advice' THEN 'advice' = ANY (p.reason_kinds)
			WHEN 'recall' THEN 'recall' = ANY (p.reason_kinds)
			ELSE false END
		END
$$;

DO $$
DECLARE
	name text;
BEGIN
	FOREACH name IN ARRAY ARRAY['customer', 'vehicle', 'proposal', 'week', 'intake',
				    'contact', 'consent', 'conversion', 'visit'] LOOP
		EXECUTE format('ALTER TABLE gateway.%I ENABLE ROW LEVEL SECURITY', name);
		EXECUTE format('ALTER TABLE gateway.%I FORCE ROW LEVEL SECURITY', name);
		EXECUTE format('CREATE POLICY projector ON gateway.%I TO beurt_gateway_projector '
			       'USING (true) WITH CHECK (true)', name);
		EXECUTE format('CREATE POLICY tenant ON gateway.%I FOR SELECT TO beurt_gateway '
			'USING (dealer = NULLIF(current_setting(''app.dealer'', true), ''''))',
			name);
		EXECUTE format('REVOKE INSERT, UPDATE, DELETE ON gateway.%I FROM beurt_gateway',
			       name);
	END LOOP;
END $$;
