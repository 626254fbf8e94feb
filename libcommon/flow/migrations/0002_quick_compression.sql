-- SPDX-License-Identifier: Apache-2.0
-- Messages of a few kilobytes are packed by lz4: a tenth of what pglz costs.
ALTER TABLE outbox ALTER COLUMN value SET COMPRESSION lz4;
ALTER TABLE dead_letter ALTER COLUMN value SET COMPRESSION lz4;
