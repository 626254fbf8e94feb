-- SPDX-License-Identifier: Apache-2.0
-- Letters about an inspection: whom the form names, and what it says.
ALTER TABLE intent ADD COLUMN to_email text; -- instead of the customer's own address
ALTER TABLE intent ADD COLUMN to_name text;
ALTER TABLE intent ADD COLUMN to_print text; -- keyed hash of to_email
ALTER TABLE intent ADD COLUMN form text; -- params of the request, JSON

-- "This car is no longer mine" holds for the address too, whoever the form says it is.
ALTER TABLE disowned_vehicle ADD COLUMN address_print text;
CREATE INDEX disowned_vehicle_address ON disowned_vehicle (dealer, address_print)
	WHERE address_print IS NOT NULL;
