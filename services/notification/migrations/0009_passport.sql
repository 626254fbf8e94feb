-- SPDX-License-Identifier: Apache-2.0
-- Letters about a car with a passport say which: its holder reads what was sent.
ALTER TABLE intent ADD COLUMN passport_id uuid;
