-- SPDX-License-Identifier: Apache-2.0
-- The mobility service, and the day a garage delivered a car it sold.

-- Months that each service extends it by; null: only what a line or a form says.
ALTER TABLE dealer ADD COLUMN mobility_months smallint;
ALTER TABLE vehicle ADD COLUMN delivered_on date;

-- End of a car's mobility service as a form says; null: the form says that there is none.
CREATE TABLE mobility (
	dealer text NOT NULL,
	inspection_id uuid NOT NULL,
	version bigint NOT NULL,
	vehicle_id uuid NOT NULL,
	said_on date NOT NULL,
	ends_on date,
	PRIMARY KEY (dealer, inspection_id)
);
CREATE INDEX mobility_vehicle ON mobility (dealer, vehicle_id, said_on);
