-- SPDX-License-Identifier: Apache-2.0
-- How each garage names the car it looks after: others have another id for the same car.
ALTER TABLE gateway.passport_access ADD COLUMN vehicle_id uuid;
CREATE INDEX passport_access_by_vehicle ON gateway.passport_access (tenant, vehicle_id);

-- Until the passport is said again its own name stands, as it did.
ALTER TABLE gateway.passport NO FORCE ROW LEVEL SECURITY;
ALTER TABLE gateway.passport_access NO FORCE ROW LEVEL SECURITY;
UPDATE gateway.passport_access a SET vehicle_id = p.vehicle_id FROM gateway.passport p
	WHERE p.passport_id = a.passport_id AND a.role = 'garage';
ALTER TABLE gateway.passport FORCE ROW LEVEL SECURITY;
ALTER TABLE gateway.passport_access FORCE ROW LEVEL SECURITY;
