-- SPDX-License-Identifier: Apache-2.0
-- Each garage has its own name for a car; a passport's `vehicle_id` is that of the garage
-- that made it.
ALTER TABLE passport_garage ADD COLUMN vehicle_id uuid; -- NULL: it does not know the car
CREATE INDEX passport_garage_vehicle ON passport_garage (dealer, vehicle_id)
	WHERE vehicle_id IS NOT NULL;

UPDATE passport_garage g SET vehicle_id = v.vehicle_id FROM passport p, vehicle v
	WHERE p.passport_id = g.passport_id AND v.dealer = g.dealer
	AND (v.vehicle_id = p.vehicle_id
		OR (v.plate = p.plate AND coalesce(v.country, 'NL') = p.country));

-- Offers that wait for somebody, or were made by them.
CREATE INDEX transfer_recipient ON transfer (recipient_id) WHERE status = 'pending';
CREATE INDEX transfer_started_by ON transfer (started_by) WHERE status = 'pending';
