-- SPDX-License-Identifier: Apache-2.0
-- One message may invite several cars of a customer (domain.md 3d-4): the request's row is
-- about the first of them, these are the others. Their plates and dates are in its form.

CREATE TABLE intent_car (
	intent_id uuid NOT NULL,
	n smallint NOT NULL, -- place in the message
	link_id uuid NOT NULL UNIQUE, -- what its own booking link says instead of the request
	proposal_id uuid NOT NULL,
	vehicle_id uuid NOT NULL,
	reasons text NOT NULL DEFAULT '', -- "apk,periodic"
	reason_group text,
	step smallint,
	PRIMARY KEY (intent_id, n)
);

-- A car that is not wanted any more in a message about several, also when that was said
-- before the request came.
CREATE TABLE withdrawn_car (
	intent_id uuid NOT NULL,
	proposal_id uuid NOT NULL,
	dealer text NOT NULL,
	customer_id uuid NOT NULL,
	reason text NOT NULL, -- the first that was said
	at timestamptz NOT NULL,
	PRIMARY KEY (intent_id, proposal_id)
);
