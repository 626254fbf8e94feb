-- SPDX-License-Identifier: Apache-2.0
-- Weekly lists, proposals with their answers, and what came of them.

CREATE TABLE week (
	dealer text NOT NULL,
	list_week text NOT NULL,
	version bigint NOT NULL,
	status text NOT NULL CHECK (status IN ('open', 'closed')),
	first_list boolean NOT NULL,
	opens_at timestamptz NOT NULL,
	deadline_at timestamptz NOT NULL,
	generated_at timestamptz,
	closed_at timestamptz,
	total bigint NOT NULL DEFAULT 0,
	yes bigint NOT NULL DEFAULT 0,
	no bigint NOT NULL DEFAULT 0,
	never bigint NOT NULL DEFAULT 0,
	untouched bigint NOT NULL DEFAULT 0,
	removed bigint NOT NULL DEFAULT 0,
	PRIMARY KEY (dealer, list_week)
) WITH (fillfactor = 50);

-- `state` is proposal.state as it was last said; the columns beside it are what rules and
-- queries need.
CREATE TABLE proposal (
	dealer text NOT NULL,
	proposal_id uuid NOT NULL,
	version bigint NOT NULL,
	list_week text NOT NULL,
	vehicle_id uuid NOT NULL,
	customer_id uuid NOT NULL,
	reason_group text NOT NULL,
	cycle date NOT NULL,
	step smallint NOT NULL,
	status text NOT NULL,
	decision text NOT NULL,
	decision_source text NOT NULL,
	since date NOT NULL, -- last day the prediction knew
	release_slot smallint NOT NULL,
	sent_at timestamptz,
	state text NOT NULL,
	PRIMARY KEY (dealer, proposal_id)
) WITH (fillfactor = 70);
CREATE INDEX proposal_list ON proposal (dealer, list_week, status, proposal_id);
CREATE INDEX proposal_vehicle ON proposal (dealer, vehicle_id);
CREATE INDEX proposal_customer ON proposal (dealer, customer_id);

-- Every change of an answer: who, when, old, new. Never updated, never deleted.
CREATE TABLE proposal_change (
	dealer text NOT NULL,
	proposal_id uuid NOT NULL,
	version bigint NOT NULL,
	at timestamptz NOT NULL,
	received_at timestamptz,
	actor text NOT NULL,
	old_decision text NOT NULL,
	new_decision text NOT NULL,
	old_status text NOT NULL,
	new_status text NOT NULL,
	scope text,
	reason text,
	PRIMARY KEY (dealer, proposal_id, version)
);

-- "Never": kept by customer or vehicle, so that a new import cannot revive anybody.
-- detail is the reason group or the channel, where the scope is one of these.
CREATE TABLE suppression (
	dealer text NOT NULL,
	scope text NOT NULL CHECK (scope IN ('vehicle', 'customer', 'channel', 'reason')),
	subject uuid NOT NULL,
	detail text NOT NULL DEFAULT '',
	proposal_id uuid NOT NULL,
	reason text,
	actor text NOT NULL,
	since timestamptz NOT NULL,
	lifted_at timestamptz,
	lifted_by text,
	PRIMARY KEY (dealer, scope, subject, proposal_id, since)
);
CREATE INDEX suppression_subject ON suppression (dealer, subject)
	WHERE lifted_at IS NULL;
CREATE INDEX suppression_proposal ON suppression (dealer, proposal_id)
	WHERE lifted_at IS NULL;

-- What users said to be wrong with a car's facts.
CREATE TABLE correction (
	dealer text NOT NULL,
	command_id uuid NOT NULL,
	vehicle_id uuid NOT NULL,
	visit_id uuid,
	kind text NOT NULL,
	actor text NOT NULL,
	at timestamptz NOT NULL,
	odometer_km bigint,
	interval_months integer,
	interval_km bigint,
	PRIMARY KEY (dealer, command_id)
);

-- One visit credits one invitation.
CREATE TABLE conversion (
	dealer text NOT NULL,
	visit_id uuid NOT NULL,
	conversion_id uuid NOT NULL,
	version bigint NOT NULL,
	proposal_id uuid NOT NULL,
	kind text NOT NULL,
	value_cents bigint NOT NULL,
	flagged boolean NOT NULL,
	voided boolean NOT NULL,
	PRIMARY KEY (dealer, visit_id)
);
