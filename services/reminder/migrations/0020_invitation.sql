-- SPDX-License-Identifier: Apache-2.0
-- By whose link an appointment was booked: a proposal, or a campaign's message.

ALTER TABLE appointment ADD COLUMN invitation uuid;
