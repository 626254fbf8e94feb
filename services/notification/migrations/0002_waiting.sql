-- SPDX-License-Identifier: Apache-2.0
-- Letters that wait for their customer are few, and are found when that customer comes.
CREATE INDEX intent_waiting ON intent (dealer, customer_id)
	WHERE state = 'queued' AND reason = 'CUSTOMER_UNKNOWN';
