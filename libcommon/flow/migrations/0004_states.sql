-- SPDX-License-Identifier: Apache-2.0
-- What else a command told that its asker reads back: a repeat is answered with it too.
ALTER TABLE command_outcome
	ADD COLUMN state_ids text[],
	ADD COLUMN state_versions bigint[];
