-- SPDX-License-Identifier: Apache-2.0
-- Who was drawn into which arm, what messages reached people by which channel, and what
-- was last told of a garage's true effect and of its place in its formula.

-- Garages of one formula are compared, and measured together when alone they are too few.
ALTER TABLE dealer ADD COLUMN network text;
CREATE INDEX dealer_network ON dealer (network) WHERE network IS NOT NULL;

-- A person is drawn once a programme and quarter, treated or left out.
CREATE TABLE trial (
	dealer text NOT NULL,
	programme text NOT NULL,
	quarter text NOT NULL,
	customer_id uuid NOT NULL,
	arm text NOT NULL CHECK (arm IN ('treated', 'held_out')),
	drawn_at timestamptz NOT NULL,
	drawn_on date NOT NULL, -- that moment's day at the garage
	contaminated boolean NOT NULL DEFAULT false, -- left out, yet written to
	PRIMARY KEY (dealer, programme, quarter, customer_id)
);
CREATE INDEX trial_person ON trial (dealer, customer_id) WHERE arm = 'held_out';

-- What left and may bring a visit: the channel of an invitation, and campaigns' messages.
CREATE TABLE touch (
	dealer text NOT NULL,
	intent_id uuid NOT NULL,
	customer_id uuid NOT NULL,
	vehicle_id uuid,
	proposal_id uuid,
	campaign_id uuid,
	variant text,
	channel text NOT NULL,
	reason_group text,
	is_heard boolean NOT NULL, -- no call that reached nobody, no message that came back
	sent_at timestamptz NOT NULL,
	PRIMARY KEY (dealer, intent_id)
);
CREATE INDEX touch_proposal ON touch (dealer, proposal_id) WHERE proposal_id IS NOT NULL;
CREATE INDEX touch_campaign ON touch (dealer, customer_id, sent_at)
	WHERE campaign_id IS NOT NULL;

-- What is said of a conversion is kept with it: a booking that moves is said again, and a
-- campaign has no proposal to look it up in.
ALTER TABLE conversion ADD COLUMN came_on date;
ALTER TABLE conversion ADD COLUMN campaign_id uuid;
ALTER TABLE conversion ADD COLUMN variant text;
ALTER TABLE conversion ADD COLUMN channel text NOT NULL DEFAULT 'email';

-- The arms of a garage's programme and quarter, as counted last; `said` is effect.state.
CREATE TABLE effect (
	dealer text NOT NULL,
	programme text NOT NULL,
	quarter text NOT NULL,
	version bigint NOT NULL,
	treated_persons bigint NOT NULL,
	treated_visited bigint NOT NULL,
	treated_cents bigint NOT NULL,
	treated_squares numeric NOT NULL,
	held_persons bigint NOT NULL,
	held_visited bigint NOT NULL,
	held_cents bigint NOT NULL,
	held_squares numeric NOT NULL,
	said text NOT NULL, -- without version and moment
	PRIMARY KEY (dealer, programme, quarter)
);

-- A garage's figures of the last weeks, to stand beside those of its formula.
CREATE TABLE figures (
	dealer text NOT NULL PRIMARY KEY,
	version bigint NOT NULL,
	proposed bigint NOT NULL,
	approved bigint NOT NULL,
	reviewed bigint NOT NULL,
	sent bigint NOT NULL,
	visited bigint NOT NULL,
	cents bigint NOT NULL,
	elsewhere bigint NOT NULL,
	followups bigint NOT NULL,
	followups_visited bigint NOT NULL,
	said text NOT NULL
);
