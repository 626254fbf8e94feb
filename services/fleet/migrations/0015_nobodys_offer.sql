-- SPDX-License-Identifier: Apache-2.0
-- Offers whose recipient was forgotten while they waited: the clock ends them at once and
-- gives the cars back to whom they are.
INSERT INTO timer (kind, key, due, retry_at)
	SELECT 'transfer', transfer_id::text, now(), now() FROM transfer
	WHERE status = 'pending' AND recipient_email = ''
	ON CONFLICT (kind, key) DO UPDATE SET retry_at = excluded.retry_at;
