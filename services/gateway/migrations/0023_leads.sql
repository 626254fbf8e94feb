-- SPDX-License-Identifier: Apache-2.0
-- People who are no customers yet: leads as the reminder service tells them, and requests
-- whose address nobody has confirmed.
CREATE TABLE gateway.lead (
	dealer text NOT NULL,
	lead_id uuid NOT NULL,
	version bigint NOT NULL,
	status text NOT NULL,
	opened_at timestamptz NOT NULL,
	answered_at timestamptz,
	customer_id uuid NOT NULL,
	plate text NOT NULL,
	card text NOT NULL, -- a JSON object without its braces
	PRIMARY KEY (dealer, lead_id)
);
CREATE INDEX lead_newest ON gateway.lead (dealer, opened_at DESC, lead_id DESC);
CREATE INDEX lead_plate ON gateway.lead (dealer, plate);

-- `body` goes when the address is confirmed; what stays says which leads the link is of.
CREATE TABLE gateway.lead_request (
	hash text PRIMARY KEY, -- SHA-256 of the link's token
	garages text[] NOT NULL,
	lead_ids uuid[] NOT NULL,
	address text, -- SHA-256 of the address, while it is not confirmed: few at a time
	body jsonb,
	created_at timestamptz NOT NULL,
	expires_at timestamptz NOT NULL
);
CREATE INDEX lead_request_expiry ON gateway.lead_request (expires_at);
CREATE INDEX lead_request_address ON gateway.lead_request (address)
	WHERE address IS NOT NULL;

ALTER TABLE gateway.lead ENABLE ROW LEVEL SECURITY;
ALTER TABLE gateway.lead FORCE ROW LEVEL SECURITY;
ALTER TABLE gateway.lead_request ENABLE ROW LEVEL SECURITY;
ALTER TABLE gateway.lead_request FORCE ROW LEVEL SECURITY;
CREATE POLICY projector ON gateway.lead TO beurt_gateway_projector
	USING (true) WITH CHECK (true);
CREATE POLICY projector ON gateway.lead_request TO beurt_gateway_projector
	USING (true) WITH CHECK (true);
REVOKE INSERT, UPDATE, DELETE ON gateway.lead FROM beurt_gateway;
CREATE POLICY tenant ON gateway.lead FOR SELECT TO beurt_gateway
	USING (dealer = gateway.tenant());
CREATE POLICY by_hash ON gateway.lead_request TO beurt_gateway
	USING (hash = NULLIF(current_setting('app.link', true), ''))
	WITH CHECK (hash = NULLIF(current_setting('app.link', true), ''));
