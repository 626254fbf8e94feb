-- SPDX-License-Identifier: Apache-2.0
-- Batches of letters and cards, and calls to make, in the read model. A call's card is
-- without name, number and script once it is over.
CREATE TABLE gateway.print_batch (
	dealer text NOT NULL,
	batch_id uuid NOT NULL,
	version bigint NOT NULL,
	status text NOT NULL,
	closes_at timestamptz NOT NULL,
	card text NOT NULL, -- a JSON object without its braces
	PRIMARY KEY (dealer, batch_id)
);
CREATE INDEX print_batch_by_time ON gateway.print_batch (dealer, closes_at DESC);

CREATE TABLE gateway.call_task (
	dealer text NOT NULL,
	task_id uuid NOT NULL,
	version bigint NOT NULL,
	customer_id uuid NOT NULL,
	status text NOT NULL,
	not_before timestamptz NOT NULL,
	card text NOT NULL,
	PRIMARY KEY (dealer, task_id)
);
CREATE INDEX call_task_open ON gateway.call_task (dealer, not_before, task_id)
	WHERE status <> 'closed';
CREATE INDEX call_task_by_customer ON gateway.call_task (dealer, customer_id);

DO $$
DECLARE
	name text;
BEGIN
	FOREACH name IN ARRAY ARRAY['print_batch', 'call_task'] LOOP
		EXECUTE format('ALTER TABLE gateway.%I ENABLE ROW LEVEL SECURITY', name);
		EXECUTE format('ALTER TABLE gateway.%I FORCE ROW LEVEL SECURITY', name);
		EXECUTE format('CREATE POLICY projector ON gateway.%I TO beurt_gateway_projector '
			       'USING (true) WITH CHECK (true)', name);
		EXECUTE format('REVOKE INSERT, UPDATE, DELETE ON gateway.%I FROM beurt_gateway',
			       name);
		EXECUTE format('CREATE POLICY tenant ON gateway.%I FOR SELECT TO beurt_gateway '
			       'USING (dealer = gateway.tenant())', name);
	END LOOP;
END $$;
