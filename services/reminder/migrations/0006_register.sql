-- SPDX-License-Identifier: Apache-2.0
-- What the register, passports and appointments say of cars: who still has them, until when
-- they are tested, who is written to, and which of them come anyway.

-- The newest state of each plate, whichever garages know the car.
CREATE TABLE register (
	plate text PRIMARY KEY,
	version bigint NOT NULL,
	checked_on date NOT NULL,
	apk_expiry date,
	apk_moved_on date, -- seen to have moved forward on that day
	holder_since date,
	holder_moved_on date, -- since when a holder has it who came after the first we knew
	exported boolean NOT NULL,
	first_admission date,
	fuel smallint NOT NULL
);
CREATE INDEX vehicle_plate ON vehicle (plate);

-- Passports, a row for each garage that looks after the car.
CREATE TABLE passport (
	dealer text NOT NULL,
	passport_id uuid NOT NULL,
	version bigint NOT NULL,
	vehicle_id uuid NOT NULL,
	plate text NOT NULL,
	is_live boolean NOT NULL, -- active, and the garage's link has not ended
	holder_changed_at timestamptz,
	gone_at timestamptz, -- archived
	gone_reason text,
	contact_email text, -- who gets the invitation instead of the garage's customer
	contact_name text,
	contact_language text,
	PRIMARY KEY (dealer, passport_id)
);
CREATE INDEX passport_vehicle ON passport (dealer, vehicle_id);
CREATE INDEX passport_plate ON passport (dealer, plate);
CREATE INDEX passport_id ON passport (passport_id);

CREATE TABLE appointment (
	dealer text NOT NULL,
	appointment_id uuid NOT NULL,
	version bigint NOT NULL,
	status text NOT NULL,
	vehicle_id uuid,
	customer_id uuid,
	date date NOT NULL,
	booked_at timestamptz NOT NULL,
	PRIMARY KEY (dealer, appointment_id)
);
CREATE INDEX appointment_vehicle ON appointment (dealer, vehicle_id, date);
CREATE INDEX appointment_customer ON appointment (dealer, customer_id, booked_at);

-- Why a proposal is at its stage, as its state says: what held one back may pass.
ALTER TABLE proposal ADD COLUMN reason text;

-- "This car is not mine any more" holds while it is this customer's, and no longer.
ALTER TABLE suppression ADD COLUMN customer_id uuid;
