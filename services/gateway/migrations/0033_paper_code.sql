-- SPDX-License-Identifier: Apache-2.0
-- Codes on paper: the garage prints one for whoever gets a passport or runs a fleet, who
-- types it instead of opening the link of the letter. A code stands for the link that holds
-- when it is printed, and dies with it: by a newer link, and by activation.
CREATE TABLE gateway.paper_code (
	id uuid NOT NULL PRIMARY KEY, -- the passport, or the party: a newer code takes its place
	tenant text NOT NULL, -- whose link it is
	dealer text NOT NULL, -- the garage that printed it
	link_hash text NOT NULL,
	hash text NOT NULL UNIQUE, -- SHA-256 of 80 random bits and the address
	printed_at timestamptz NOT NULL,
	expires_at timestamptz NOT NULL,
	used_at timestamptz,
	token_hash text UNIQUE, -- of the page's address whoever typed the code is sent to
	token_until timestamptz
);
CREATE INDEX paper_code_by_expiry ON gateway.paper_code (expires_at);

ALTER TABLE gateway.paper_code ENABLE ROW LEVEL SECURITY;
ALTER TABLE gateway.paper_code FORCE ROW LEVEL SECURITY;
REVOKE INSERT, DELETE ON gateway.paper_code FROM beurt_gateway;
CREATE POLICY projector ON gateway.paper_code TO beurt_gateway_projector
	USING (true) WITH CHECK (true);
-- Before anybody is known: exactly the code that was typed, or the page it led to.
CREATE POLICY by_hash ON gateway.paper_code TO beurt_gateway
	USING (hash = NULLIF(current_setting('app.link', true), ''))
	WITH CHECK (hash = NULLIF(current_setting('app.link', true), ''));
CREATE POLICY by_token ON gateway.paper_code FOR SELECT TO beurt_gateway
	USING (token_hash = NULLIF(current_setting('app.link', true), ''));
-- And the link it stands for, as long as that is the one.
CREATE POLICY by_code ON gateway.link FOR SELECT TO beurt_gateway
	USING (EXISTS (SELECT 1 FROM gateway.paper_code c WHERE c.id = link.id
			AND c.tenant = link.dealer AND c.link_hash = link.hash));
