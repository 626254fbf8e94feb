-- SPDX-License-Identifier: Apache-2.0
-- What the vehicle register says of the plates we know, and how far this night's asking is.

CREATE TABLE register_plate (
	plate text PRIMARY KEY,
	version bigint NOT NULL DEFAULT 0, -- of register.state; 0 = nothing said yet
	state text, -- register.state as it was last said
	asked_at timestamptz NOT NULL DEFAULT 'epoch', -- answered, that is
	not_before timestamptz NOT NULL DEFAULT 'epoch', -- after a question that failed
	tries integer NOT NULL DEFAULT 0, -- questions that failed since the last answer
	claim bigint, -- whose batch it is in …
	claimed_until timestamptz -- … until then
) WITH (fillfactor = 70);
CREATE INDEX register_plate_asked ON register_plate (asked_at, plate);
CREATE INDEX register_plate_claim ON register_plate (claim) WHERE claim IS NOT NULL;

-- One row: plates that were answered before started_at are to be asked again.
CREATE TABLE register_night (
	one boolean PRIMARY KEY DEFAULT true CHECK (one),
	started_at timestamptz NOT NULL DEFAULT 'epoch',
	stay_away_until timestamptz NOT NULL DEFAULT 'epoch' -- the register asked us to
);
INSERT INTO register_night DEFAULT VALUES;
