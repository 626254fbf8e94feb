-- SPDX-License-Identifier: Apache-2.0
-- By which channel somebody is reached when that is not e-mail: the list tells it beforehand.
ALTER TABLE consent ADD COLUMN reach_other text; -- "letter"; NULL = e-mail, or nothing is told
