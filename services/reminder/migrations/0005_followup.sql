-- SPDX-License-Identifier: Apache-2.0
-- What inspection forms advised, as far as following it up needs to know; and what counts for
-- a follow-up while nobody answers.
ALTER TABLE dealer ADD COLUMN default_followup text NOT NULL DEFAULT 'no'
	CHECK (default_followup IN ('yes', 'no'));

-- proposal_id is the one proposal this form may ever have, made or not.
CREATE TABLE followup (
	dealer text NOT NULL,
	inspection_id uuid NOT NULL,
	version bigint NOT NULL,
	vehicle_id uuid NOT NULL,
	customer_id uuid NOT NULL,
	proposal_id uuid NOT NULL,
	number bigint NOT NULL, -- version of the form that the lines are of
	first_saved_at timestamptz NOT NULL,
	prices_open boolean NOT NULL,
	is_open boolean NOT NULL, -- some line is neither executed nor declined
	digest text NOT NULL, -- of all that a proposal says of it
	PRIMARY KEY (dealer, inspection_id)
);
CREATE UNIQUE INDEX followup_proposal ON followup (dealer, proposal_id);
CREATE INDEX followup_open ON followup (dealer, first_saved_at) WHERE is_open;

CREATE TABLE followup_line (
	dealer text NOT NULL,
	inspection_id uuid NOT NULL,
	position integer NOT NULL,
	text text NOT NULL,
	quantity text NOT NULL,
	vat_percent text NOT NULL,
	price_kind text NOT NULL,
	cents bigint NOT NULL,
	urgency text NOT NULL,
	answer text NOT NULL, -- empty: none that holds
	executed boolean NOT NULL,
	PRIMARY KEY (dealer, inspection_id, position)
);
