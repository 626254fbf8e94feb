-- SPDX-License-Identifier: Apache-2.0
-- Appointments and garages' days in the read model. A garage sees its own; a party those it
-- made itself, of cars it may still see.
CREATE TABLE gateway.appointment (
	dealer text NOT NULL,
	appointment_id uuid NOT NULL,
	version bigint NOT NULL,
	status text NOT NULL,
	date date NOT NULL,
	starts_at timestamptz NOT NULL,
	vehicle_id uuid,
	customer_id uuid,
	passport_id uuid,
	party_id uuid,
	inspection_id uuid,
	card text NOT NULL, -- a JSON object without its braces
	PRIMARY KEY (dealer, appointment_id)
);
CREATE INDEX appointment_by_time ON gateway.appointment (dealer, starts_at, appointment_id);
CREATE INDEX appointment_by_vehicle ON gateway.appointment (dealer, vehicle_id);
CREATE INDEX appointment_by_customer ON gateway.appointment (dealer, customer_id);
CREATE INDEX appointment_by_inspection ON gateway.appointment (dealer, inspection_id)
	WHERE inspection_id IS NOT NULL;
CREATE INDEX appointment_by_party ON gateway.appointment (party_id)
	WHERE party_id IS NOT NULL;

CREATE TABLE gateway.calendar (
	dealer text NOT NULL,
	date date NOT NULL,
	version bigint NOT NULL,
	slots jsonb NOT NULL,
	PRIMARY KEY (dealer, date)
);

DO $$
DECLARE
	name text;
BEGIN
	FOREACH name IN ARRAY ARRAY['appointment', 'calendar'] LOOP
		EXECUTE format('ALTER TABLE gateway.%I ENABLE ROW LEVEL SECURITY', name);
		EXECUTE format('ALTER TABLE gateway.%I FORCE ROW LEVEL SECURITY', name);
		EXECUTE format('CREATE POLICY projector ON gateway.%I TO beurt_gateway_projector '
			       'USING (true) WITH CHECK (true)', name);
		EXECUTE format('REVOKE INSERT, UPDATE, DELETE ON gateway.%I FROM beurt_gateway',
			       name);
		EXECUTE format('CREATE POLICY tenant ON gateway.%I FOR SELECT TO beurt_gateway '
			       'USING (dealer = gateway.tenant())', name);
	END LOOP;
END $$;

CREATE POLICY own ON gateway.appointment FOR SELECT TO beurt_gateway
	USING ('@' || party_id = gateway.tenant()
		AND passport_id IN (SELECT p.passport_id FROM gateway.passport p));
