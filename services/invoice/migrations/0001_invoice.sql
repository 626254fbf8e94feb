-- SPDX-License-Identifier: Apache-2.0
-- Documents as received, and what they say: invoices, customers, vehicles, visits.
-- Enums are numbers in the order of the rules' enums (domain/invoice.h); sets are bit sets
-- of them. Money is cents excluding VAT.

-- The garages we take invoices for: a copy of dealer.state, as much of it as intake needs.
CREATE TABLE dealer (
	dealer text PRIMARY KEY,
	version bigint NOT NULL,
	active boolean NOT NULL,
	timezone text NOT NULL,
	vendors text[] NOT NULL
);

-- What a code on a line means: at a dealer, or (dealer '') in the whole network.
CREATE TABLE operation_code (
	dealer text NOT NULL,
	code text NOT NULL,
	class smallint NOT NULL,
	PRIMARY KEY (dealer, code)
);

-- Everything that came in, and what became of it.
CREATE TABLE record (
	record_id uuid PRIMARY KEY,
	version bigint NOT NULL,
	dealer text NOT NULL, -- 'unknown' when nobody is known by the name that came
	claimed_dealer text,
	vendor text NOT NULL,
	record_key text NOT NULL,
	receipt_id uuid,
	upload_dealer text,
	format smallint NOT NULL,
	document_number text,
	document_kind smallint NOT NULL,
	issue_date date,
	received_at timestamptz NOT NULL,
	status smallint NOT NULL,
	status_at timestamptz NOT NULL,
	decided_by text,
	note text,
	reasons text NOT NULL, -- a line each: rule, severity, place, text, tab between
	invoice_id uuid,
	invoice_version bigint,
	duplicate_of uuid,
	waits_for text, -- "dealer/number" or "vehicle/id": tried again when that comes in
	payload text    -- as it came; NULL when it is no text
);
CREATE INDEX record_waiting ON record (waits_for) WHERE waits_for IS NOT NULL;
CREATE INDEX record_unknown ON record (claimed_dealer) WHERE claimed_dealer IS NOT NULL;
CREATE INDEX record_receipt ON record (receipt_id) WHERE receipt_id IS NOT NULL;

CREATE TABLE invoice (
	invoice_id uuid PRIMARY KEY,
	version bigint NOT NULL,
	dealer text NOT NULL,
	source text NOT NULL,
	document_number text NOT NULL,
	document_kind smallint NOT NULL,
	content_hash uuid NOT NULL,
	record_id uuid NOT NULL,
	modified_at timestamptz,
	order_type smallint NOT NULL,
	role smallint NOT NULL,
	issue_date date NOT NULL,
	closed_date date,
	workorder text,
	customer_id uuid,
	vehicle_id uuid,
	visit_id uuid,
	parent_id uuid,
	odometer_km bigint,
	net_cents bigint NOT NULL,
	customer_cents bigint NOT NULL,
	warranty_cents bigint NOT NULL,
	internal_cents bigint NOT NULL,
	insurance_cents bigint NOT NULL,
	lease_cents bigint NOT NULL,
	workshop_cents bigint NOT NULL,
	classes integer NOT NULL,
	time_parts integer NOT NULL,
	unknown_lines integer NOT NULL
);
CREATE INDEX invoice_vehicle ON invoice (vehicle_id) WHERE vehicle_id IS NOT NULL;
CREATE INDEX invoice_number ON invoice (dealer, document_number);

CREATE TABLE invoice_line (
	invoice_id uuid NOT NULL,
	line integer NOT NULL,
	kind smallint NOT NULL,
	class smallint NOT NULL,
	pay_type smallint NOT NULL,
	operation_code text,
	part_number text,
	description text,
	quantity text,
	unit text,
	unit_price text,
	vat_percent text,
	campaign_code text,
	net_cents bigint NOT NULL,
	PRIMARY KEY (invoice_id, line)
);

CREATE TABLE customer (
	customer_id uuid PRIMARY KEY,
	dealer text NOT NULL,
	version bigint NOT NULL,
	kind smallint NOT NULL,
	is_lease_company boolean NOT NULL,
	do_not_contact integer NOT NULL,
	seen_on date,
	last_invoice date,
	last_paid date,
	erased boolean NOT NULL,
	customer_number text,
	company text,
	title text,
	initials text,
	first_name text,
	particle text,
	last_name text,
	street text,
	house_number text,
	addition text,
	postcode text,
	city text,
	country text,
	email text,
	phone text,
	mobile text,
	language text
);

CREATE TABLE vehicle (
	vehicle_id uuid PRIMARY KEY,
	dealer text NOT NULL,
	version bigint NOT NULL,
	vin_name text,
	plate_name text,
	plate text,
	country text,
	vin text,
	make text,
	model text,
	variant text,
	plate_valid boolean NOT NULL,
	model_year integer NOT NULL,
	fuel smallint NOT NULL,
	first_admission date,
	apk_expiry date,
	apk_expiry_seen date,
	delivered_on date,
	last_visit date,
	seen_on date,
	customer_id uuid,
	is_stock_car boolean NOT NULL
);
CREATE INDEX vehicle_vin ON vehicle (dealer, vin_name) WHERE vin_name IS NOT NULL;
CREATE INDEX vehicle_plate ON vehicle (dealer, plate_name) WHERE plate_name IS NOT NULL;

CREATE TABLE visit (
	visit_id uuid PRIMARY KEY,
	vehicle_id uuid NOT NULL,
	version bigint NOT NULL,
	visit_date date NOT NULL,
	customer_id uuid,
	odometer_km bigint,
	classes integer NOT NULL,
	time_parts integer NOT NULL,
	customer_cents bigint NOT NULL,
	warranty_cents bigint NOT NULL,
	internal_cents bigint NOT NULL,
	voided boolean NOT NULL
);
CREATE INDEX visit_vehicle ON visit (vehicle_id);
