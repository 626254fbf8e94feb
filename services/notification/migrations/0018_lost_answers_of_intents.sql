-- SPDX-License-Identifier: Apache-2.0
-- lost: an attempt that got no answer may have arrived. What waits to be tried again by the
-- same channel counts as a contact meanwhile, and goes by no other one.

ALTER TABLE intent ADD COLUMN lost boolean NOT NULL DEFAULT false;
