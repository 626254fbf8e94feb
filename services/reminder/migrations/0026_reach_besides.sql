-- SPDX-License-Identifier: Apache-2.0
-- By which channel somebody is reached who may not be written to by e-mail, wherever
-- e-mail stands among their channels; until it is told, the first they have.

ALTER TABLE consent ADD COLUMN reach_besides text; -- "letter"; NULL = by none
UPDATE consent SET reach_besides = coalesce(reach_other, CASE
	WHEN reach_mask & 2 <> 0 THEN 'sms' WHEN reach_mask & 4 <> 0 THEN 'push'
	WHEN reach_mask & 8 <> 0 THEN 'letter' WHEN reach_mask & 16 <> 0 THEN 'card'
	WHEN reach_mask & 32 <> 0 THEN 'phone' END) WHERE reach_mask > 1;
