-- SPDX-License-Identifier: Apache-2.0
-- Campaigns: what selections may ask of customers, the campaigns themselves with who is in
-- them, and who was sent what. Still no names, no addresses.

-- lot spreads customers evenly, so that a share of them stands for all.
ALTER TABLE customer
	ADD COLUMN kind smallint NOT NULL DEFAULT 0, -- 1 = company
	ADD COLUMN language smallint NOT NULL DEFAULT 0, -- 1 = English
	ADD COLUMN postcode_area text, -- its first four signs
	ADD COLUMN has_post boolean NOT NULL DEFAULT false,
	ADD COLUMN refused_mask integer NOT NULL DEFAULT 0, -- channels refused at the desk
	ADD COLUMN lot smallint NOT NULL GENERATED ALWAYS AS
		((abs(uuid_hash_extended(customer_id, 0) % 1000))::smallint) STORED;
CREATE INDEX customer_lot ON customer (dealer, lot);

-- Channels as bits: e-mail 1, text message 2, push 4, letter 8, card 16, telephone 32.
ALTER TABLE consent
	ADD COLUMN reach_mask integer, -- a message would leave; NULL: not told yet
	ADD COLUMN refused_mask integer NOT NULL DEFAULT 0; -- no consent, or objected to

ALTER TABLE passport ADD COLUMN in_fleet boolean NOT NULL DEFAULT false;
CREATE INDEX followup_vehicle ON followup (dealer, vehicle_id) WHERE is_open;

-- What of a garage's settings campaigns go by.
CREATE TABLE campaign_garage (
	dealer text PRIMARY KEY,
	version bigint NOT NULL,
	approval_above bigint NOT NULL,
	cap_week integer NOT NULL,
	cap_month integer NOT NULL,
	cap_year integer NOT NULL,
	sms_cents integer NOT NULL,
	letter_cents integer NOT NULL,
	card_cents integer NOT NULL
);

-- Whatever left that was not a service message, for a year.
CREATE TABLE contacted (
	dealer text NOT NULL,
	intent_id uuid NOT NULL,
	customer_id uuid NOT NULL,
	at timestamptz NOT NULL,
	PRIMARY KEY (dealer, intent_id)
);
CREATE INDEX contacted_customer ON contacted (dealer, customer_id, at);

-- Questions whose answer takes a search; a timer each.
CREATE TABLE campaign_question (
	command_id uuid PRIMARY KEY,
	kind text NOT NULL,
	asked text NOT NULL
);

CREATE TABLE campaign (
	dealer text NOT NULL,
	campaign_id uuid NOT NULL,
	version bigint NOT NULL,
	status text NOT NULL CHECK (status IN ('draft', 'waiting_approval', 'approved',
		'running', 'done', 'cancelled')),
	state text NOT NULL, -- campaign.state as it was last said
	-- How far it is: who was looked at, and what left in the running hour.
	phase text NOT NULL DEFAULT '' CHECK (phase IN ('', 'freeze', 'release', 'withdraw')),
	cursor uuid,
	hour_start timestamptz,
	hour_count bigint NOT NULL DEFAULT 0,
	PRIMARY KEY (dealer, campaign_id)
) WITH (fillfactor = 50);

-- Who is in it, once each. `frozen` waits to be judged when its turn comes.
CREATE TABLE campaign_member (
	dealer text NOT NULL,
	campaign_id uuid NOT NULL,
	customer_id uuid NOT NULL,
	vehicle_id uuid NOT NULL,
	variant smallint NOT NULL,
	status text NOT NULL CHECK (status IN ('frozen', 'waiting', 'sent', 'held_out',
		'left_out', 'failed')),
	reason text,
	waiting_since timestamptz, -- asked for
	settled_at timestamptz, -- sent, or drawn to be left out
	cost_cents bigint NOT NULL DEFAULT 0,
	visited_on date, -- first visit within 30 days after
	visit_cents bigint,
	PRIMARY KEY (dealer, campaign_id, customer_id)
) WITH (fillfactor = 70);
CREATE INDEX campaign_member_person ON campaign_member (dealer, customer_id)
	WHERE status IN ('waiting', 'sent', 'held_out');
CREATE INDEX campaign_member_waiting ON campaign_member (dealer, campaign_id, customer_id)
	WHERE status IN ('frozen', 'waiting');
