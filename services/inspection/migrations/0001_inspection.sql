-- SPDX-License-Identifier: Apache-2.0
-- Inspection forms: the draft as fields, what was saved of it, what the customer said.

-- One row a form. What is on it lies in form_field; what was saved, in form_version.
CREATE TABLE form (
	dealer text NOT NULL,
	inspection_id uuid NOT NULL,
	version bigint NOT NULL, -- of inspection.state
	revision bigint NOT NULL, -- of the draft
	status text NOT NULL CHECK (status IN ('filling', 'saved', 'sent', 'opened',
		'answered', 'done', 'discarded')),
	entry text NOT NULL CHECK (entry IN ('invited', 'uninvited')),
	prefill text NOT NULL,
	checklist_id uuid NOT NULL,
	checklist_version bigint NOT NULL,
	vehicle_id uuid,
	customer_id uuid,
	registration_id uuid,
	before_id uuid, -- the car's last form when this one was made …
	before_number bigint, -- … and its version then
	opened_on timestamptz NOT NULL,
	opened_by text NOT NULL,
	updated_at timestamptz NOT NULL,
	updated_by text NOT NULL,
	inspection_date date,
	saved_number bigint NOT NULL DEFAULT 0,
	saved_revision bigint NOT NULL DEFAULT 0,
	saved_at timestamptz,
	first_saved_at timestamptz,
	mailed_number bigint NOT NULL DEFAULT 0,
	mailed_at timestamptz,
	advised_number bigint NOT NULL DEFAULT 0, -- first version whose advices were mailed
	seen_at timestamptz,
	answered_at timestamptz,
	done_at timestamptz,
	invoiced_at timestamptz,
	invoiced_visit uuid,
	over_estimate boolean,
	link_hash text,
	link_expires_at timestamptz,
	wish_at timestamptz,
	wish_days text,
	wish_part text,
	wish_stay text,
	wish_remarks text,
	data_mails bigint NOT NULL DEFAULT 0, -- "mail me the data", how often
	discard_reason text,
	erased boolean NOT NULL DEFAULT false,
	PRIMARY KEY (dealer, inspection_id)
) WITH (fillfactor = 80);
CREATE INDEX form_vehicle ON form (dealer, vehicle_id) WHERE vehicle_id IS NOT NULL;
CREATE INDEX form_customer ON form (dealer, customer_id) WHERE customer_id IS NOT NULL;

-- The draft: newest write of every path, and what another device wrote at the same time.
CREATE TABLE form_field (
	dealer text NOT NULL,
	inspection_id uuid NOT NULL,
	path text NOT NULL,
	value text NOT NULL,
	device text NOT NULL,
	counter bigint NOT NULL,
	revision bigint NOT NULL,
	other_value text,
	other_device text,
	other_revision bigint,
	PRIMARY KEY (dealer, inspection_id, path)
) WITH (fillfactor = 80);

-- Every write of every device, once: a repeat finds its counter here.
CREATE TABLE edit_log (
	dealer text NOT NULL,
	inspection_id uuid NOT NULL,
	device uuid NOT NULL,
	counter bigint NOT NULL,
	path text NOT NULL,
	value text NOT NULL,
	revision bigint NOT NULL,
	at timestamptz NOT NULL,
	actor text NOT NULL,
	PRIMARY KEY (dealer, inspection_id, device, counter)
);

-- What was saved, as it was said; it never changes but by an erasure.
CREATE TABLE form_version (
	dealer text NOT NULL,
	inspection_id uuid NOT NULL,
	number bigint NOT NULL,
	version bigint NOT NULL,
	saved_at timestamptz NOT NULL,
	hash text NOT NULL,
	state text COMPRESSION lz4 NOT NULL,
	PRIMARY KEY (dealer, inspection_id, number)
);

-- The customer's words, a row each; the newest of an advice counts.
CREATE TABLE line_answer (
	id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
	dealer text NOT NULL,
	inspection_id uuid NOT NULL,
	advice_id uuid NOT NULL,
	answer text NOT NULL CHECK (answer IN ('approve', 'later', 'decline', 'call')),
	number bigint NOT NULL, -- version that was read
	version_hash text NOT NULL, -- and what stood in it
	at timestamptz NOT NULL,
	by text NOT NULL CHECK (by IN ('link', 'phone', 'desk')),
	actor text NOT NULL,
	reason text,
	evidence text,
	price_cents bigint,
	voided text CHECK (voided IN ('price_rise', 'text_change', 'withdrawn')),
	voided_at timestamptz,
	command_id uuid NOT NULL,
	UNIQUE (command_id, advice_id)
);
CREATE INDEX line_answer_form ON line_answer (dealer, inspection_id, advice_id, id);

-- Every version of every checklist: old forms keep theirs.
CREATE TABLE checklist (
	dealer text NOT NULL,
	checklist_id uuid NOT NULL,
	version bigint NOT NULL,
	active boolean NOT NULL,
	brand text,
	state text COMPRESSION lz4 NOT NULL,
	PRIMARY KEY (dealer, checklist_id, version)
);

CREATE TABLE registration (
	dealer text NOT NULL,
	registration_id uuid NOT NULL,
	version bigint NOT NULL,
	vehicle_id uuid NOT NULL,
	customer_id uuid NOT NULL,
	status text NOT NULL CHECK (status IN ('invited', 'active', 'used', 'expired')),
	invited_at timestamptz NOT NULL,
	invited_by text NOT NULL,
	activated_at timestamptz,
	inspection_id uuid,
	email text,
	mobile text,
	remarks text,
	link_hash text NOT NULL,
	link_expires_at timestamptz NOT NULL,
	PRIMARY KEY (dealer, registration_id)
);
CREATE INDEX registration_customer ON registration (dealer, customer_id);

-- What others state, the highest version wins.
CREATE TABLE dealer (
	dealer text PRIMARY KEY,
	version bigint NOT NULL,
	active boolean NOT NULL,
	timezone text NOT NULL,
	language text NOT NULL
);

CREATE TABLE vehicle (
	dealer text NOT NULL,
	vehicle_id uuid NOT NULL,
	version bigint NOT NULL,
	plate text,
	make text,
	model text,
	vin text,
	first_admission date,
	apk_expiry date,
	customer_id uuid,
	PRIMARY KEY (dealer, vehicle_id)
);
CREATE INDEX vehicle_plate ON vehicle (dealer, plate) WHERE plate IS NOT NULL;

CREATE TABLE customer (
	dealer text NOT NULL,
	customer_id uuid NOT NULL,
	version bigint NOT NULL,
	number text,
	name text,
	company text,
	street text,
	house_number text,
	addition text,
	postcode text,
	city text,
	country text,
	email text,
	phone text,
	mobile text,
	language text NOT NULL,
	erased boolean NOT NULL,
	PRIMARY KEY (dealer, customer_id)
);
CREATE INDEX customer_number ON customer (dealer, number) WHERE number IS NOT NULL;

-- When maintenance is due, as the newest proposal says; no date when it was done.
CREATE TABLE maintenance (
	dealer text NOT NULL,
	vehicle_id uuid NOT NULL,
	proposal_id uuid NOT NULL,
	version bigint NOT NULL,
	list_week text NOT NULL,
	due date,
	PRIMARY KEY (dealer, vehicle_id)
);

-- End of the mobility service, as typed on the car's last form.
CREATE TABLE mobility (
	dealer text NOT NULL,
	vehicle_id uuid NOT NULL,
	ends_on date,
	PRIMARY KEY (dealer, vehicle_id)
);

CREATE TABLE register (
	plate text PRIMARY KEY,
	version bigint NOT NULL,
	apk_expiry date,
	state text NOT NULL -- as heard: the recalls are in it
);
