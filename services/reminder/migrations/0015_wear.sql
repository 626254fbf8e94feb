-- SPDX-License-Identifier: Apache-2.0
-- What was measured twice at the point of an advice, in hundredths of its unit: the place
-- that is at its limit first. All of it or none.
ALTER TABLE followup_line ADD COLUMN wear_position text, ADD COLUMN wear_unit text,
	ADD COLUMN wear_value bigint, ADD COLUMN wear_on date,
	ADD COLUMN wear_previous bigint, ADD COLUMN wear_previous_on date,
	ADD COLUMN wear_limit bigint;
