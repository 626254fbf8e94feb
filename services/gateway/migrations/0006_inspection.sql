-- SPDX-License-Identifier: Apache-2.0
-- Inspections in the read model: forms, their saved versions, checklists, registrations, and
-- what the public register says of plates. `head` is a form as lists show it, `draft` what
-- only the form itself shows; both are JSON objects without their braces.
ALTER TABLE gateway.account DROP CONSTRAINT account_role_check;
ALTER TABLE gateway.account ADD CONSTRAINT account_role_check
	CHECK (role IN ('inspector', 'adviser', 'manager', 'helpdesk'));

CREATE TABLE gateway.inspection (
	dealer text NOT NULL,
	inspection_id uuid NOT NULL,
	version bigint NOT NULL,
	revision bigint NOT NULL,
	status text NOT NULL,
	vehicle_id uuid,
	customer_id uuid,
	plate text,
	inspector text,
	opened_by text,
	inspection_date date,
	mobility_date text, -- as typed, when it looks like a date
	opened_on timestamptz NOT NULL,
	saved_number bigint,
	saved_revision bigint,
	opened_at timestamptz, -- the customer's page was seen
	search text NOT NULL,
	head text NOT NULL,
	draft text NOT NULL,
	PRIMARY KEY (dealer, inspection_id)
);
CREATE INDEX inspection_by_time ON gateway.inspection
	(dealer, opened_on DESC, inspection_id DESC);
CREATE INDEX inspection_by_vehicle ON gateway.inspection (dealer, vehicle_id);
CREATE INDEX inspection_by_plate ON gateway.inspection (dealer, plate);

CREATE TABLE gateway.inspection_version (
	dealer text NOT NULL,
	version_id uuid NOT NULL,
	version bigint NOT NULL,
	inspection_id uuid NOT NULL,
	number bigint NOT NULL,
	card text NOT NULL, -- as a line of the form's history
	whole text NOT NULL,
	PRIMARY KEY (dealer, version_id)
);
CREATE INDEX inspection_version_by_form ON gateway.inspection_version
	(dealer, inspection_id, number);

CREATE TABLE gateway.checklist (
	dealer text NOT NULL,
	checklist_id uuid NOT NULL,
	version bigint NOT NULL,
	name text NOT NULL,
	card text NOT NULL,
	points text NOT NULL,
	PRIMARY KEY (dealer, checklist_id)
);

CREATE TABLE gateway.registration (
	dealer text NOT NULL,
	registration_id uuid NOT NULL,
	version bigint NOT NULL,
	status text NOT NULL,
	vehicle_id uuid NOT NULL,
	customer_id uuid NOT NULL,
	invited_at timestamptz NOT NULL,
	card text NOT NULL,
	PRIMARY KEY (dealer, registration_id)
);
CREATE INDEX registration_by_time ON gateway.registration
	(dealer, invited_at DESC, registration_id DESC);
CREATE INDEX registration_by_vehicle ON gateway.registration (dealer, vehicle_id);

-- Which dealer's form or registration a customer's link opens: all that can be read before
-- the dealer is known, and only by whoever has the link.
CREATE TABLE gateway.link (
	dealer text NOT NULL,
	id uuid NOT NULL,
	version bigint NOT NULL,
	kind text NOT NULL CHECK (kind IN ('inspection', 'registration')),
	hash text NOT NULL,
	expires_at timestamptz NOT NULL,
	PRIMARY KEY (dealer, id)
);
CREATE INDEX link_by_hash ON gateway.link (hash);

-- The register is public and nobody's; a dealer reads it of the plates it knows.
CREATE TABLE gateway.register (
	plate text NOT NULL PRIMARY KEY,
	version bigint NOT NULL,
	apk_expiry date,
	card text NOT NULL,
	recalls text NOT NULL -- a JSON array
);

DO $$
DECLARE
	name text;
BEGIN
	FOREACH name IN ARRAY ARRAY['inspection', 'inspection_version', 'checklist',
				    'registration', 'link', 'register'] LOOP
		EXECUTE format('ALTER TABLE gateway.%I ENABLE ROW LEVEL SECURITY', name);
		EXECUTE format('ALTER TABLE gateway.%I FORCE ROW LEVEL SECURITY', name);
		EXECUTE format('CREATE POLICY projector ON gateway.%I TO beurt_gateway_projector '
			       'USING (true) WITH CHECK (true)', name);
		EXECUTE format('REVOKE INSERT, UPDATE, DELETE ON gateway.%I FROM beurt_gateway',
			       name);
	END LOOP;
	FOREACH name IN ARRAY ARRAY['inspection', 'inspection_version', 'checklist',
				    'registration'] LOOP
		EXECUTE format('CREATE POLICY tenant ON gateway.%I FOR SELECT TO beurt_gateway '
			'USING (dealer = NULLIF(current_setting(''app.dealer'', true), ''''))',
			name);
	END LOOP;
END $$;

CREATE POLICY by_hash ON gateway.link FOR SELECT TO beurt_gateway
	USING (hash = NULLIF(current_setting('app.link', true), ''));
CREATE POLICY plates_known ON gateway.register FOR SELECT TO beurt_gateway
	USING (EXISTS (SELECT 1 FROM gateway.vehicle v
			WHERE v.dealer = NULLIF(current_setting('app.dealer', true), '')
			AND v.plate = register.plate)
		OR EXISTS (SELECT 1 FROM gateway.inspection i
			WHERE i.dealer = NULLIF(current_setting('app.dealer', true), '')
			AND i.plate = register.plate));
