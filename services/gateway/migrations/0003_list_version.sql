-- SPDX-License-Identifier: Apache-2.0
-- The sum of a list's versions tells whether it changed: read from the index alone.
DROP INDEX gateway.proposal_by_week;
CREATE INDEX proposal_by_week ON gateway.proposal (dealer, list_week, due, proposal_id)
	INCLUDE (version);
