-- SPDX-License-Identifier: Apache-2.0
-- Whom we write to, on what ground, and what became of every letter.

-- Garages and customers as their states tell them; the highest version wins.
CREATE TABLE garage (
	dealer text PRIMARY KEY,
	version bigint NOT NULL,
	active boolean NOT NULL,
	name text NOT NULL,
	timezone text NOT NULL,
	language text NOT NULL,
	sender_name text NOT NULL,
	sender_email text NOT NULL,
	reply_to text,
	phone text,
	street text,
	postcode text,
	city text,
	website text,
	public_url text,
	brand_colour text
);

CREATE TABLE customer (
	dealer text NOT NULL,
	customer_id uuid NOT NULL,
	version bigint NOT NULL,
	is_company boolean NOT NULL,
	title text,
	initials text,
	first_name text,
	particle text,
	last_name text,
	email text,
	address_print text, -- keyed hash of email
	language text NOT NULL,
	refuses text NOT NULL, -- channels refused at the desk: "email,phone"
	last_paid date, -- basis of the soft opt-in
	erased boolean NOT NULL,
	consent_version bigint NOT NULL DEFAULT 0, -- of consent.state
	consent_said text NOT NULL DEFAULT '', -- what was said last, to say only changes
	PRIMARY KEY (dealer, customer_id)
);
CREATE INDEX customer_address ON customer (dealer, address_print)
	WHERE address_print IS NOT NULL;

-- The ledger: rows are only added. An empty purpose or channel means all of them.
CREATE TABLE consent_event (
	id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
	dealer text NOT NULL,
	customer_id uuid NOT NULL,
	purpose text NOT NULL,
	channel text NOT NULL,
	action text NOT NULL CHECK (action IN ('grant', 'withdraw', 'object')),
	at timestamptz NOT NULL, -- when the gateway had it
	source text NOT NULL, -- LINK, DESK
	actor text NOT NULL,
	wording text,
	evidence text,
	command_id uuid NOT NULL UNIQUE,
	recorded_at timestamptz NOT NULL
);
CREATE INDEX consent_event_person ON consent_event (dealer, customer_id);

-- Addresses that said stop, as prints: they outlive the customer's row, so that a new
-- import of the same person cannot revive it. An empty purpose means all.
CREATE TABLE suppressed_address (
	dealer text NOT NULL,
	address_print text NOT NULL,
	purpose text NOT NULL,
	at timestamptz NOT NULL,
	PRIMARY KEY (dealer, address_print, purpose)
);

-- "This car is no longer mine."
CREATE TABLE disowned_vehicle (
	dealer text NOT NULL,
	customer_id uuid NOT NULL,
	vehicle_id uuid NOT NULL,
	at timestamptz NOT NULL,
	PRIMARY KEY (dealer, customer_id, vehicle_id)
);

CREATE TABLE address_health (
	dealer text NOT NULL,
	address_print text NOT NULL,
	hard boolean NOT NULL,
	soft_count integer NOT NULL,
	soft_since timestamptz,
	paused_until timestamptz,
	changed_at timestamptz NOT NULL,
	PRIMARY KEY (dealer, address_print)
);

-- One row a request; at most one letter leaves for it. queued → sending (claimed, before
-- the letter is handed over) → sent, failed, uncertain (the answer was lost) or suppressed.
CREATE TABLE intent (
	intent_id uuid PRIMARY KEY,
	dealer text NOT NULL,
	customer_id uuid NOT NULL,
	vehicle_id uuid,
	proposal_id uuid,
	purpose text NOT NULL,
	is_marketing boolean NOT NULL,
	template text NOT NULL,
	channel text NOT NULL,
	language text,
	not_before timestamptz NOT NULL,
	not_after timestamptz NOT NULL,
	plate text,
	make text,
	model text,
	reasons text NOT NULL, -- "apk,periodic"
	due_date date,
	apk_expiry date,
	last_visit date,
	state text NOT NULL DEFAULT 'queued'
		CHECK (state IN ('queued', 'sending', 'sent', 'failed', 'uncertain', 'suppressed')),
	due_at timestamptz NOT NULL, -- queued: when to judge it next
	claim bigint, -- sending: the round that has it
	attempts integer NOT NULL DEFAULT 0,
	contacted_at timestamptz, -- counts for the frequency cap: reserved, sent or uncertain
	outcomes integer NOT NULL DEFAULT 0, -- how many were said
	reason text, -- of the state, or of the last failed attempt
	reply_code integer,
	requested_at timestamptz NOT NULL,
	settled_at timestamptz
) WITH (fillfactor = 80);
CREATE INDEX intent_due ON intent (dealer, due_at) WHERE state = 'queued';
CREATE INDEX intent_sending ON intent (claim) WHERE state = 'sending';
CREATE INDEX intent_contact ON intent (dealer, customer_id, contacted_at)
	WHERE contacted_at IS NOT NULL;
CREATE INDEX intent_uncertain ON intent (settled_at) WHERE state = 'uncertain';
CREATE INDEX intent_requested ON intent USING brin (requested_at);
