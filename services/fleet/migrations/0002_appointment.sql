-- SPDX-License-Identifier: Apache-2.0
-- When cars may come to a garage, and which do.

-- A day of a garage, as it was said. Its row is the lock of its slots: who books, moves
-- or cancels holds it until the transaction ends, so no slot takes one car too many.
CREATE TABLE calendar_day (
	dealer text NOT NULL,
	date date NOT NULL,
	version bigint NOT NULL,
	slots text NOT NULL,
	PRIMARY KEY (dealer, date)
) WITH (fillfactor = 80);

CREATE TABLE appointment (
	dealer text NOT NULL,
	appointment_id uuid NOT NULL,
	version bigint NOT NULL,
	status text NOT NULL CHECK (status IN ('booked', 'cancelled', 'came', 'missed')),
	date date NOT NULL,
	minute bigint NOT NULL, -- after midnight, on the garage's wall
	minutes bigint NOT NULL,
	starts_at timestamptz NOT NULL,
	kinds text NOT NULL, -- words with commas
	stay text,
	remarks text,
	plate text,
	make text,
	model text,
	vehicle_id uuid,
	customer_id uuid,
	passport_id uuid,
	party_id uuid,
	inspection_id uuid,
	proposal_id uuid,
	contact_email text,
	contact_name text,
	contact_phone text,
	contact_language text,
	booked_at timestamptz NOT NULL,
	booked_by text NOT NULL CHECK (booked_by IN ('holder', 'link', 'garage')),
	moved_at timestamptz,
	cancelled_at timestamptz,
	cancelled_by text,
	reason text,
	sequence bigint NOT NULL,
	link_hash text,
	link_expires_at timestamptz,
	PRIMARY KEY (dealer, appointment_id)
) WITH (fillfactor = 80);
CREATE INDEX appointment_day ON appointment (dealer, date) WHERE status <> 'cancelled';
CREATE INDEX appointment_customer ON appointment (dealer, customer_id)
	WHERE customer_id IS NOT NULL;
CREATE INDEX appointment_passport ON appointment (passport_id)
	WHERE passport_id IS NOT NULL;
