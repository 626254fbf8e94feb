-- SPDX-License-Identifier: Apache-2.0
-- What a "never" covered before a bulk decision, so that undo puts it back as it was.
ALTER TABLE gateway.operation_item
	ADD COLUMN previous_scope text,
	ADD COLUMN previous_scope_reason text;
