-- SPDX-License-Identifier: Apache-2.0
-- What reminder knows of garages, customers and cars: no names, no addresses. State rows
-- are replaced only by a higher version, so replays and reordering are harmless.

CREATE TABLE dealer (
	dealer text NOT NULL PRIMARY KEY,
	version bigint NOT NULL,
	active boolean NOT NULL,
	timezone text NOT NULL,
	default_periodic text NOT NULL CHECK (default_periodic IN ('yes', 'no')),
	interval_months integer,
	interval_km bigint,
	attribution_days integer,
	untouched_policy text NOT NULL CHECK (untouched_policy IN ('send', 'hold'))
);

CREATE TABLE customer (
	dealer text NOT NULL,
	customer_id uuid NOT NULL,
	version bigint NOT NULL,
	has_email boolean NOT NULL,
	no_email boolean NOT NULL, -- do_not_contact names e-mail
	erased boolean NOT NULL,
	PRIMARY KEY (dealer, customer_id)
);

CREATE TABLE consent (
	dealer text NOT NULL,
	customer_id uuid NOT NULL,
	version bigint NOT NULL,
	withdrawn boolean NOT NULL, -- reminders by e-mail are withdrawn or objected to
	bounces boolean NOT NULL,
	PRIMARY KEY (dealer, customer_id)
);

CREATE TABLE vehicle (
	dealer text NOT NULL,
	vehicle_id uuid NOT NULL,
	version bigint NOT NULL, -- 0: known from a visit alone
	customer_id uuid,
	plate text,
	make text,
	model text,
	fuel smallint NOT NULL DEFAULT 0,
	category smallint NOT NULL DEFAULT 0,
	first_admission date,
	apk_expiry date,
	is_stock_car boolean NOT NULL DEFAULT false,
	own_interval_months integer, -- said by a user; they beat the garage's
	own_interval_km bigint,
	PRIMARY KEY (dealer, vehicle_id)
);
CREATE INDEX vehicle_customer ON vehicle (dealer, customer_id);

CREATE TABLE visit (
	dealer text NOT NULL,
	visit_id uuid NOT NULL,
	version bigint NOT NULL, -- 0: only known to be absorbed, or corrected before it came
	vehicle_id uuid NOT NULL,
	visit_date date,
	customer_id uuid,
	odometer_km bigint,
	work integer NOT NULL DEFAULT 0, -- set of classes, bit n = n-th class
	customer_net_cents bigint NOT NULL DEFAULT 0,
	voided boolean NOT NULL DEFAULT false,
	absorbed boolean NOT NULL DEFAULT false, -- another visit took it in
	-- What a user said of it; survives new versions.
	disregard_odometer boolean NOT NULL DEFAULT false,
	right_odometer_km bigint,
	not_service boolean NOT NULL DEFAULT false,
	PRIMARY KEY (dealer, visit_id)
);
CREATE INDEX visit_vehicle ON visit (dealer, vehicle_id, visit_date);
CREATE INDEX visit_customer ON visit (dealer, customer_id, visit_date);

-- When to write, as it follows from the history alone; replaced at every recomputation.
CREATE TABLE plan (
	dealer text NOT NULL,
	vehicle_id uuid NOT NULL,
	reason_group text NOT NULL,
	step smallint NOT NULL,
	cycle date NOT NULL,
	send_on date NOT NULL,
	until date NOT NULL,
	PRIMARY KEY (dealer, vehicle_id, reason_group, step)
);
CREATE INDEX plan_send ON plan (dealer, send_on, vehicle_id);
