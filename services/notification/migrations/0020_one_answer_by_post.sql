-- SPDX-License-Identifier: Apache-2.0
-- What was said of letters holds for cards, and the other way round: consent.state of those
-- who said it is said anew.
INSERT INTO timer (kind, key, due, retry_at)
	SELECT DISTINCT 'standing', dealer || '/' || customer_id, now(), now()
	FROM consent_event WHERE channel IN ('letter', 'card')
	ON CONFLICT (kind, key) DO UPDATE SET retry_at = excluded.retry_at;
