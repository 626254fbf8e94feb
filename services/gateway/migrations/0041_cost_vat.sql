-- SPDX-License-Identifier: Apache-2.0
-- What visits of comparable cars cost without VAT: what a company reads. NULL: told before
-- this, with 21 % on top of every amount.
ALTER TABLE gateway.cost ADD COLUMN p10_net_cents bigint;
ALTER TABLE gateway.cost ADD COLUMN p50_net_cents bigint;
ALTER TABLE gateway.cost ADD COLUMN p90_net_cents bigint;
