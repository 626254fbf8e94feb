-- SPDX-License-Identifier: Apache-2.0
-- More of what predictions rest on: intervals a garage gives for some cars, parts that are due
-- by time, and recalls.

-- In the garage's order: the first that fits a car counts. An empty text fits every car.
CREATE TABLE service_interval (
	dealer text NOT NULL,
	position smallint NOT NULL,
	make text NOT NULL,
	model text NOT NULL,
	fuel smallint NOT NULL, -- 0: any
	months smallint NOT NULL, -- 0: the garage's own
	km bigint NOT NULL,
	PRIMARY KEY (dealer, position)
);

-- Set of parts, bit n = n-th.
ALTER TABLE visit ADD COLUMN time_parts integer NOT NULL DEFAULT 0;

-- Open recalls: how many, since when the newest is open as far as known, and the codes of all.
ALTER TABLE register ADD COLUMN recalls smallint NOT NULL DEFAULT 0,
	ADD COLUMN recall_since date, ADD COLUMN recall_code text;
