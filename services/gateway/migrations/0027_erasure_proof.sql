-- SPDX-License-Identifier: Apache-2.0
-- Who asked, when all services had forgotten, and which have cut their queues as well.
-- done_at is when the last of them had: from then on the person is nowhere.
ALTER TABLE gateway.erasure
	ADD COLUMN asked_by text, -- a log-in of the garage; NULL: the person
	ADD COLUMN forgotten_at timestamptz,
	ADD COLUMN trimmed text[] NOT NULL DEFAULT '{}';
UPDATE gateway.erasure SET forgotten_at = done_at;

-- The tables of the flow are the projector's.
REVOKE ALL ON gateway.erasure_trim, gateway.trim_mark FROM beurt_gateway;
