-- SPDX-License-Identifier: Apache-2.0
-- The first outcome of a campaign's message is its line in the results.
CREATE INDEX contact_of_campaign ON gateway.contact (dealer, at)
	WHERE campaign_id IS NOT NULL AND proposal_id IS NULL AND sequence = 1;
