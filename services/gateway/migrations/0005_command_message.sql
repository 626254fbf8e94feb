-- SPDX-License-Identifier: Apache-2.0
-- A command as it was asked, so that one whose asking was cut short can be asked again
-- under its own id. Messages with personal fields are not kept.
ALTER TABLE gateway.command ADD COLUMN message text;
CREATE INDEX command_unanswered ON gateway.command (submitted_at) WHERE outcome IS NULL;
