-- SPDX-License-Identifier: Apache-2.0
-- The message whose link an appointment was booked by.

ALTER TABLE appointment ADD COLUMN invitation_id uuid;
