-- SPDX-License-Identifier: Apache-2.0
-- What visits cost without VAT beside what they cost with it. Samples of before were made
-- with 21 % on top, rounded half up: taking it off gives the very amount without. They keep
-- that VAT until their visit is told anew, and leave by themselves after three years.
ALTER TABLE cost_sample ADD COLUMN net_cents bigint;
UPDATE cost_sample SET net_cents = round(cents * 100 / 121.0);
ALTER TABLE cost_sample ALTER COLUMN net_cents SET NOT NULL;

-- As last told; 0: told before this, so the coming night tells them again.
ALTER TABLE cost_cell ADD COLUMN net_p10 bigint NOT NULL DEFAULT 0;
ALTER TABLE cost_cell ADD COLUMN net_p50 bigint NOT NULL DEFAULT 0;
ALTER TABLE cost_cell ADD COLUMN net_p90 bigint NOT NULL DEFAULT 0;
INSERT INTO cost_touched SELECT cell FROM cost_cell WHERE said ORDER BY cell
	ON CONFLICT (cell) DO NOTHING;
