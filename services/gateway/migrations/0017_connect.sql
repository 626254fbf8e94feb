-- SPDX-License-Identifier: Apache-2.0
-- What was sent about a car, as its holder reads it.
ALTER TABLE gateway.contact ADD COLUMN vehicle_id uuid;
ALTER TABLE gateway.contact ADD COLUMN passport_id uuid;
ALTER TABLE gateway.contact ADD COLUMN template text;
CREATE INDEX contact_by_vehicle ON gateway.contact (dealer, vehicle_id, at)
	WHERE vehicle_id IS NOT NULL;
CREATE INDEX contact_by_passport ON gateway.contact (dealer, passport_id, at)
	WHERE passport_id IS NOT NULL;

-- Other systems of a garage: what they are told of, and how they name things.
CREATE TABLE gateway.connector (
	connector_id uuid PRIMARY KEY,
	dealer text NOT NULL,
	version bigint NOT NULL,
	name text NOT NULL,
	url text, -- NULL: it is told nothing
	facts text[] NOT NULL,
	personal boolean NOT NULL,
	agreed_at timestamptz, -- the garage agreed to hand over personal data
	agreed_by text,
	active boolean NOT NULL,
	mapping text NOT NULL, -- JSON
	generation int NOT NULL, -- of the secret, which follows from a key and is not kept
	created_at timestamptz NOT NULL,
	updated_at timestamptz NOT NULL,
	updated_by text NOT NULL,
	failures int NOT NULL DEFAULT 0, -- in a row
	paused_until timestamptz -- after failures
);
CREATE INDEX connector_of_dealer ON gateway.connector (dealer);

-- What a connector is to be told. Personal data is not kept here but read when it leaves.
CREATE TABLE gateway.delivery (
	delivery_id uuid PRIMARY KEY, -- follows from connector and fact: never twice
	dealer text NOT NULL,
	connector_id uuid NOT NULL REFERENCES gateway.connector ON DELETE CASCADE,
	seq bigint GENERATED ALWAYS AS IDENTITY,
	fact text NOT NULL,
	subject text NOT NULL, -- in order for each
	at timestamptz NOT NULL,
	data jsonb NOT NULL,
	state text NOT NULL CHECK (state IN ('waiting', 'delivered', 'dead')),
	attempts int NOT NULL DEFAULT 0,
	due_at timestamptz NOT NULL,
	claimed_until timestamptz,
	status int, -- of the last answer
	error text,
	created_at timestamptz NOT NULL,
	settled_at timestamptz
);
CREATE INDEX delivery_due ON gateway.delivery (due_at) WHERE state = 'waiting';
CREATE INDEX delivery_order ON gateway.delivery (connector_id, subject, seq)
	WHERE state = 'waiting';
CREATE INDEX delivery_of ON gateway.delivery (connector_id, seq);

-- What a connector told us: each post once.
CREATE TABLE gateway.hook_post (
	dealer text NOT NULL,
	connector_id uuid NOT NULL REFERENCES gateway.connector ON DELETE CASCADE,
	post_id text NOT NULL,
	at timestamptz NOT NULL,
	kind text NOT NULL,
	code text NOT NULL, -- "" taken in
	detail text NOT NULL,
	PRIMARY KEY (connector_id, post_id)
);
CREATE INDEX hook_post_newest ON gateway.hook_post (connector_id, at);

DO $$
DECLARE
	name text;
BEGIN
	FOREACH name IN ARRAY ARRAY['connector', 'delivery', 'hook_post'] LOOP
		EXECUTE format('ALTER TABLE gateway.%I ENABLE ROW LEVEL SECURITY', name);
		EXECUTE format('ALTER TABLE gateway.%I FORCE ROW LEVEL SECURITY', name);
		EXECUTE format('CREATE POLICY projector ON gateway.%I TO beurt_gateway_projector '
			       'USING (true) WITH CHECK (true)', name);
		EXECUTE format('CREATE POLICY tenant ON gateway.%I TO beurt_gateway '
			'USING (dealer = gateway.tenant()) WITH CHECK (dealer = gateway.tenant())',
			name);
	END LOOP;
END $$;

-- The weekly news for garages: of the network, so of no tenant; who reads it sees what is
-- meant for its brand and formula.
CREATE TABLE gateway.news (
	news_id uuid PRIMARY KEY,
	title text NOT NULL,
	text text NOT NULL,
	link text,
	brands text[] NOT NULL, -- empty: all
	networks text[] NOT NULL,
	from_week text NOT NULL,
	until_week text NOT NULL,
	source text NOT NULL, -- who wrote it, or key and its name
	updated_at timestamptz NOT NULL,
	CHECK (from_week <= until_week)
);
ALTER TABLE gateway.news ENABLE ROW LEVEL SECURITY;
ALTER TABLE gateway.news FORCE ROW LEVEL SECURITY;
CREATE POLICY projector ON gateway.news TO beurt_gateway_projector
	USING (true) WITH CHECK (true);
CREATE POLICY readers ON gateway.news FOR SELECT TO beurt_gateway USING (true);
