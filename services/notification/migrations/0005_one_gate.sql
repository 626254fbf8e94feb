-- SPDX-License-Identifier: Apache-2.0
-- One gate for every channel: which ways there are to a person, who comes first when a
-- person may not be contacted that often, and what the garage allows.

ALTER TABLE garage
	ADD COLUMN cap_week integer NOT NULL DEFAULT 1,
	ADD COLUMN cap_month integer NOT NULL DEFAULT 2,
	ADD COLUMN cap_year integer NOT NULL DEFAULT 8,
	ADD COLUMN holdout_per_mille integer NOT NULL DEFAULT 50,
	ADD COLUMN channel_order text NOT NULL DEFAULT 'email', -- "email,sms"
	ADD COLUMN closed_from date,
	ADD COLUMN closed_until date,
	ADD COLUMN soft_opt_in_months integer NOT NULL DEFAULT 36,
	ADD COLUMN sms_sender text,
	ADD COLUMN sms_cents integer NOT NULL DEFAULT 0,
	ADD COLUMN letter_cents integer NOT NULL DEFAULT 0,
	ADD COLUMN card_cents integer NOT NULL DEFAULT 0,
	ADD COLUMN phone_script text;

ALTER TABLE customer
	ADD COLUMN phone text,
	ADD COLUMN phone_print text, -- keyed hash of phone
	ADD COLUMN mobile text,
	ADD COLUMN mobile_print text,
	ADD COLUMN street text,
	ADD COLUMN house_number text,
	ADD COLUMN addition text,
	ADD COLUMN postcode text,
	ADD COLUMN city text,
	ADD COLUMN country text,
	ADD COLUMN preferred text; -- channel this person asked for

-- handed: in a channel's own hands, a batch or a list, until that says what became of it.
ALTER TABLE intent DROP CONSTRAINT intent_state_check;
ALTER TABLE intent ADD CONSTRAINT intent_state_check CHECK (state IN
	('queued', 'sending', 'handed', 'sent', 'failed', 'uncertain', 'suppressed'));

ALTER TABLE intent
	ADD COLUMN to_party uuid, -- who it is, when they log in with us
	ADD COLUMN to_phone text,
	ADD COLUMN to_phone_print text,
	ADD COLUMN channels text NOT NULL DEFAULT '', -- that may be used; empty: `channel`
	ADD COLUMN tried text NOT NULL DEFAULT '', -- channels that failed
	ADD COLUMN programme text, -- within which lots are drawn
	ADD COLUMN campaign_id uuid,
	ADD COLUMN variant text,
	ADD COLUMN reason_group text,
	ADD COLUMN step smallint,
	ADD COLUMN cents bigint, -- what the visit is worth
	ADD COLUMN rank smallint NOT NULL DEFAULT 90, -- lower goes first
	ADD COLUMN deferrals smallint NOT NULL DEFAULT 0, -- weeks waited for the cap
	ADD COLUMN holdout_per_mille integer, -- of this programme; else the garage's
	ADD COLUMN arm text CHECK (arm IN ('treated', 'held_out')),
	ADD COLUMN cost_cents integer,
	ADD COLUMN provider_ref text; -- what the other side calls it
-- A sender looks for its own channel's.
DROP INDEX intent_due;
CREATE INDEX intent_due ON intent (channel, dealer, due_at) WHERE state = 'queued';
DROP INDEX intent_contact;
-- The person whose contacts count: who is named, else the customer.
CREATE INDEX intent_contact ON intent (dealer, coalesce(to_party, customer_id), contacted_at)
	WHERE contacted_at IS NOT NULL;
-- Who else waits for the same person.
CREATE INDEX intent_rival ON intent (dealer, coalesce(to_party, customer_id), rank)
	WHERE state = 'queued' AND is_marketing;

CREATE INDEX intent_provider ON intent (channel, provider_ref)
	WHERE provider_ref IS NOT NULL;

-- Not wanted any more, also when it was said before the request came.
CREATE TABLE withdrawn_request (
	intent_id uuid PRIMARY KEY,
	dealer text NOT NULL,
	customer_id uuid NOT NULL,
	reason text NOT NULL, -- the first that was said
	at timestamptz NOT NULL
);

-- Calls, which may be several for one request: a channel that tries a person more than once
-- writes each down.
CREATE TABLE contact_attempt (
	id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
	dealer text NOT NULL,
	person uuid NOT NULL,
	intent_id uuid NOT NULL,
	channel text NOT NULL,
	reason_group text NOT NULL,
	at timestamptz NOT NULL,
	reached boolean NOT NULL
);
CREATE INDEX contact_attempt_person ON contact_attempt (dealer, person, at);

-- Contacts with holders are found when one of these is erased.
CREATE INDEX intent_to_party ON intent (to_party) WHERE to_party IS NOT NULL;

-- Which contacts brought a visit, and what that says of a garage's channels; counted anew
-- once a day.
CREATE TABLE contact_visit (
	conversion_id uuid PRIMARY KEY,
	version bigint NOT NULL,
	intent_id uuid NOT NULL,
	voided boolean NOT NULL
);
CREATE INDEX contact_visit_intent ON contact_visit (intent_id);
CREATE TABLE channel_score (
	dealer text NOT NULL,
	channel text NOT NULL,
	contacts bigint NOT NULL,
	visits bigint NOT NULL,
	PRIMARY KEY (dealer, channel)
);
