-- SPDX-License-Identifier: Apache-2.0
-- Whether customers of the garage book through us: then its messages say where.

ALTER TABLE garage ADD COLUMN takes_appointments boolean NOT NULL DEFAULT false;
