-- SPDX-License-Identifier: Apache-2.0
-- late_at: when a sheet was found to be too late. One that was posted before that was
-- sent, whenever the garage says so.

ALTER TABLE print_line ADD COLUMN late_at timestamptz;
