-- SPDX-License-Identifier: Apache-2.0
-- The stored message is a few kilobytes: lz4 packs it at a tenth of what pglz costs.
ALTER TABLE proposal ALTER COLUMN state SET COMPRESSION lz4;
