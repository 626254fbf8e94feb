-- SPDX-License-Identifier: Apache-2.0
-- How often the read model of a dealer changed: every statement of the projector raises it,
-- in its own transaction, so a page made at one revision is right as long as that stands.
-- A row per connection keeps projectors from waiting for each other; the sum counts.

CREATE TABLE gateway.revision (
	dealer text NOT NULL,
	slot int NOT NULL,
	revision bigint NOT NULL,
	PRIMARY KEY (dealer, slot)
) WITH (fillfactor = 50);

ALTER TABLE gateway.revision ENABLE ROW LEVEL SECURITY;
ALTER TABLE gateway.revision FORCE ROW LEVEL SECURITY;
CREATE POLICY projector ON gateway.revision TO beurt_gateway_projector
	USING (true) WITH CHECK (true);
CREATE POLICY tenant ON gateway.revision FOR SELECT TO beurt_gateway
	USING (dealer = NULLIF(current_setting('app.dealer', true), ''));
REVOKE INSERT, UPDATE, DELETE ON gateway.revision FROM beurt_gateway;
