-- SPDX-License-Identifier: Apache-2.0
-- Erasures: who asked, and which services have nothing of the person any more. Ids alone.
CREATE TABLE gateway.erasure (
	dealer text NOT NULL,
	erasure_id uuid NOT NULL,
	person_id uuid NOT NULL, -- a customer or a party; leads to nobody any more
	kind text NOT NULL CHECK (kind IN ('customer', 'party')),
	asked_at timestamptz, -- NULL: an answer came before the request
	services text[] NOT NULL DEFAULT '{}',
	rows bigint NOT NULL DEFAULT 0,
	done_at timestamptz, -- all services are in
	PRIMARY KEY (dealer, erasure_id)
);
CREATE INDEX erasure_newest ON gateway.erasure (dealer, asked_at DESC);

ALTER TABLE gateway.erasure ENABLE ROW LEVEL SECURITY;
ALTER TABLE gateway.erasure FORCE ROW LEVEL SECURITY;
CREATE POLICY projector ON gateway.erasure TO beurt_gateway_projector
	USING (true) WITH CHECK (true);
REVOKE INSERT, UPDATE, DELETE ON gateway.erasure FROM beurt_gateway;
CREATE POLICY tenant ON gateway.erasure FOR SELECT TO beurt_gateway
	USING (dealer = gateway.tenant());
