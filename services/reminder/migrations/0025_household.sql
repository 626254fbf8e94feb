-- SPDX-License-Identifier: Apache-2.0
-- A customer's cars that are due within 14 days of each other are invited in one message
-- (domain.md 3d-4), unless the garage does not want that.

ALTER TABLE dealer ADD COLUMN one_message boolean NOT NULL DEFAULT true;

-- intent_id: the message, when it is about several cars; else named by the proposal alone.
ALTER TABLE proposal ADD COLUMN intent_id uuid;
