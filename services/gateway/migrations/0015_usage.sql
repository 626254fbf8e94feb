-- SPDX-License-Identifier: Apache-2.0
-- Which passports were used in a month. Who signs in is in the audit
-- with no dealer; a garage counts the log-ins of those who have its passports' cars.
CREATE INDEX audit_of_parties ON gateway.audit (actor, at)
	WHERE action = 'login' AND result = 'ok' AND actor LIKE '@%';

CREATE POLICY of_a_car ON gateway.audit FOR SELECT TO beurt_gateway
	USING (action = 'login' AND result = 'ok' AND dealer = '-'
		AND actor IN (SELECT '@' || p.party_id FROM gateway.party p));
