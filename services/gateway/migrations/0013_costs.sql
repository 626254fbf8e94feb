-- SPDX-License-Identifier: Apache-2.0
-- What visits of comparable cars cost, of all garages together: of nobody in particular,
-- so everybody may read it.
CREATE TABLE gateway.cost (
	cell text NOT NULL PRIMARY KEY,
	version bigint NOT NULL,
	make text, -- NULL: all; capitals, as model
	model text,
	fuel text,
	age_from integer NOT NULL,
	age_to integer NOT NULL,
	visit_class text NOT NULL,
	visits bigint NOT NULL,
	dealers bigint NOT NULL,
	p10_cents bigint NOT NULL,
	p50_cents bigint NOT NULL,
	p90_cents bigint NOT NULL
);
CREATE INDEX cost_by_class ON gateway.cost (visit_class, make, model);

ALTER TABLE gateway.cost ENABLE ROW LEVEL SECURITY;
ALTER TABLE gateway.cost FORCE ROW LEVEL SECURITY;
CREATE POLICY projector ON gateway.cost TO beurt_gateway_projector
	USING (true) WITH CHECK (true);
CREATE POLICY everybody ON gateway.cost FOR SELECT TO beurt_gateway USING (true);
REVOKE INSERT, UPDATE, DELETE ON gateway.cost FROM beurt_gateway;
