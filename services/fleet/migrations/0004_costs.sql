-- SPDX-License-Identifier: Apache-2.0
-- What visits of comparable cars cost, of all garages together. A sample says of nobody
-- whose it is: cars, visits and garages are prints with a salt of this database's own.

CREATE TABLE cost_salt (
	one boolean PRIMARY KEY DEFAULT true CHECK (one),
	salt text NOT NULL
);
INSERT INTO cost_salt (salt) VALUES (gen_random_uuid()::text || gen_random_uuid()::text);

CREATE FUNCTION cost_print(what text) RETURNS text LANGUAGE sql STABLE PARALLEL SAFE
	AS $$ SELECT encode(sha256(convert_to(salt || '|' || what, 'UTF8')), 'hex')
		FROM cost_salt $$;

-- What makes cars comparable, as the garage's car says it.
CREATE TABLE cost_car (
	car text PRIMARY KEY, -- print of garage and vehicle
	version bigint NOT NULL,
	make text,
	model text,
	fuel text NOT NULL,
	first_admission date
) WITH (fillfactor = 80);

-- One a visit. Cells are what it counts in, from the closest to all; NULL until the car is
-- known and the night has come.
CREATE TABLE cost_sample (
	visit text PRIMARY KEY,
	version bigint NOT NULL,
	car text NOT NULL, -- print of garage and vehicle
	vehicle text NOT NULL, -- print of the vehicle: one car at two garages is one
	dealer text NOT NULL,
	visit_date date NOT NULL,
	visit_class text, -- NULL: nothing to compare, or voided
	cents bigint NOT NULL, -- what the customer paid, including VAT
	dirty boolean NOT NULL DEFAULT true, -- cells are to be found
	cell_model text,
	cell_make text,
	cell_age text,
	cell_all text
) WITH (fillfactor = 80);
CREATE INDEX cost_sample_dirty ON cost_sample (visit) WHERE dirty;
CREATE INDEX cost_sample_car ON cost_sample (car);
CREATE INDEX cost_sample_date ON cost_sample (visit_date);

-- Cells that something has changed in since they were last told.
CREATE TABLE cost_touched (
	cell text PRIMARY KEY
);

-- What was last told of a cell; said = false: taken back, too few were left.
CREATE TABLE cost_cell (
	cell text PRIMARY KEY,
	version bigint NOT NULL,
	said boolean NOT NULL,
	visits bigint NOT NULL,
	dealers bigint NOT NULL,
	p10 bigint NOT NULL,
	p50 bigint NOT NULL,
	p90 bigint NOT NULL
);
