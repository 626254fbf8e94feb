-- SPDX-License-Identifier: Apache-2.0
-- Documents are kept as they came, a few kilobytes each: lz4 packs them at a tenth of
-- what pglz costs.
ALTER TABLE record ALTER COLUMN payload SET COMPRESSION lz4;
