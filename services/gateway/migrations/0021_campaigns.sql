-- SPDX-License-Identifier: Apache-2.0
-- Campaigns in the read model: `card` for lists, `state` the whole; both are JSON objects
-- without their braces.
CREATE TABLE gateway.campaign (
	dealer text NOT NULL,
	campaign_id uuid NOT NULL,
	version bigint NOT NULL,
	status text NOT NULL,
	changed_at timestamptz NOT NULL,
	card text NOT NULL,
	state text NOT NULL,
	PRIMARY KEY (dealer, campaign_id)
);
CREATE INDEX campaign_newest ON gateway.campaign (dealer, changed_at DESC, campaign_id DESC);

ALTER TABLE gateway.campaign ENABLE ROW LEVEL SECURITY;
ALTER TABLE gateway.campaign FORCE ROW LEVEL SECURITY;
CREATE POLICY projector ON gateway.campaign TO beurt_gateway_projector
	USING (true) WITH CHECK (true);
REVOKE INSERT, UPDATE, DELETE ON gateway.campaign FROM beurt_gateway;
CREATE POLICY tenant ON gateway.campaign FOR SELECT TO beurt_gateway
	USING (dealer = gateway.tenant());
