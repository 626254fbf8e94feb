-- SPDX-License-Identifier: Apache-2.0
-- Leads: people who are no customers yet and ask a garage for something. The first names and
-- addresses in this service: they lie in `state` alone, and go with the person.
CREATE TABLE lead (
	dealer text NOT NULL,
	lead_id uuid NOT NULL,
	version bigint NOT NULL,
	status text NOT NULL CHECK (status IN ('new', 'called', 'invited', 'appointment',
		'customer', 'lost')),
	customer_id uuid NOT NULL, -- the prospect; the customer once there is an invoice
	plate text NOT NULL,
	opened_at timestamptz NOT NULL,
	touched_at timestamptz NOT NULL, -- last step
	vehicle_known boolean NOT NULL DEFAULT false,
	listable boolean NOT NULL, -- may be written to when the car is due
	state text NOT NULL, -- lead.state as it was last said
	PRIMARY KEY (dealer, lead_id)
) WITH (fillfactor = 70);
CREATE INDEX lead_plate ON lead (dealer, plate) WHERE status <> 'customer';
CREATE INDEX lead_customer ON lead (dealer, customer_id);
CREATE INDEX lead_touched ON lead (touched_at);

-- Who of a garage is told of a new one.
CREATE TABLE lead_garage (
	dealer text PRIMARY KEY,
	version bigint NOT NULL,
	emails text NOT NULL -- a line each; empty: nobody
);

ALTER TABLE customer ADD COLUMN prospect boolean NOT NULL DEFAULT false;
