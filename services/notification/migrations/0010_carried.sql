-- SPDX-License-Identifier: Apache-2.0
-- Channels that a garage's own system delivers, and what it has in hand.

ALTER TABLE garage ADD COLUMN carriers text NOT NULL DEFAULT ''; -- "email=<connector>,…"

-- open: nobody told yet what became of it. perhaps: it was fetched, and may have left.
CREATE TABLE carried (
	intent_id uuid PRIMARY KEY REFERENCES intent ON DELETE CASCADE,
	dealer text NOT NULL,
	connector_id uuid NOT NULL,
	channel text NOT NULL,
	turn integer NOT NULL DEFAULT 1, -- how often it was handed over
	open boolean NOT NULL DEFAULT true,
	perhaps boolean NOT NULL DEFAULT false,
	until timestamptz NOT NULL -- then it is over
);
