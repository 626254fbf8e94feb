-- SPDX-License-Identifier: Apache-2.0
-- A campaign without a limit of its own is gone through in lanes beside each other: each has
-- its own stretch of customers' ids. A row lasts as long as its lane runs.
CREATE TABLE campaign_lane (
	dealer text NOT NULL,
	campaign_id uuid NOT NULL,
	lane smallint NOT NULL,
	cursor uuid, -- the last one looked at; NULL: none yet
	until uuid, -- up to and with this one; NULL: the last
	PRIMARY KEY (dealer, campaign_id, lane)
) WITH (fillfactor = 50);
