-- SPDX-License-Identifier: Apache-2.0
-- One car at two garages is one: told by a print of its plate, else of its VIN. The id of a
-- vehicle cannot tell, it is named by its garage too; NULL: every garage's car is one.
ALTER TABLE cost_car ADD COLUMN identity text;
UPDATE cost_car c SET identity =
	cost_print('plate|' || coalesce(v.country, 'NL') || '|' || v.plate)
	FROM vehicle v WHERE v.plate IS NOT NULL
	AND c.car = cost_print(v.dealer || '|' || v.vehicle_id);

-- No longer written; it goes once no instance of the edition before is left.
ALTER TABLE cost_sample ALTER COLUMN vehicle DROP NOT NULL;

-- What was told counted one car as several: the coming night looks at all of it again.
INSERT INTO cost_touched SELECT cell FROM cost_cell WHERE said ORDER BY cell
	ON CONFLICT (cell) DO NOTHING;
