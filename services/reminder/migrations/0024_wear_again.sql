-- SPDX-License-Identifier: Apache-2.0
-- A form whose advice is about what wears is proposed once more when that is at its limit.

-- again_id: its second proposal; again_on: the day in whose week that leaves, null: never.
ALTER TABLE followup ADD COLUMN again_id uuid, ADD COLUMN again_on date;
CREATE UNIQUE INDEX followup_again ON followup (dealer, again_id);
CREATE INDEX followup_wears ON followup (dealer, again_on) WHERE is_open;
