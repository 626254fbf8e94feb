-- SPDX-License-Identifier: Apache-2.0
-- The day of a car's last service, by its invoices: a proposal that was answered no, or never
-- left, does not tell that the car came.
CREATE TABLE serviced (
	dealer text NOT NULL,
	vehicle_id uuid NOT NULL,
	visit_id uuid NOT NULL,
	serviced_on date NOT NULL,
	PRIMARY KEY (dealer, vehicle_id)
) WITH (fillfactor = 80);
