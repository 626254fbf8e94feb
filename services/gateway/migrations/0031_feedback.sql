-- SPDX-License-Identifier: Apache-2.0
-- What garages and holders tell the helpdesk, and what it answered.
CREATE TABLE gateway.feedback (
	feedback_id uuid PRIMARY KEY,
	dealer text NOT NULL, -- who told it: a garage, or "@" and a party
	garage text NOT NULL, -- in whose name letters about it leave
	login text NOT NULL,
	name text NOT NULL,
	email text, -- where the answer goes; NULL: read in the portal
	language text NOT NULL,
	kind text NOT NULL,
	text text NOT NULL,
	screen text NOT NULL,
	at timestamptz NOT NULL,
	answer text,
	answered_at timestamptz,
	answered_by text
);
CREATE INDEX feedback_newest ON gateway.feedback (at DESC);

ALTER TABLE gateway.feedback ENABLE ROW LEVEL SECURITY;
ALTER TABLE gateway.feedback FORCE ROW LEVEL SECURITY;
CREATE POLICY projector ON gateway.feedback TO beurt_gateway_projector
	USING (true) WITH CHECK (true);
REVOKE INSERT, UPDATE, DELETE ON gateway.feedback FROM beurt_gateway;
CREATE POLICY tenant ON gateway.feedback FOR SELECT TO beurt_gateway
	USING (dealer = gateway.tenant());
