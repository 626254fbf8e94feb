-- SPDX-License-Identifier: Apache-2.0
-- lost: an earlier attempt may have arrived. What a later one is answered does not undo that.

ALTER TABLE carried ADD COLUMN lost boolean NOT NULL DEFAULT false;
