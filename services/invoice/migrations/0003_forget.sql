-- SPDX-License-Identifier: Apache-2.0
-- Erasure and retention.

-- Whose document it is, also when it was parked: an erasure finds it by that.
ALTER TABLE record ADD COLUMN customer_id uuid;
CREATE INDEX record_customer ON record (customer_id) WHERE customer_id IS NOT NULL;
CREATE INDEX record_invoice ON record (invoice_id) WHERE invoice_id IS NOT NULL;
CREATE INDEX record_received ON record USING brin (received_at);

-- Of a person who was erased: kept for bookkeeping alone, until seven years after the
-- book year (AWR art. 52). NULL = an invoice like any other.
ALTER TABLE invoice ADD COLUMN restricted_until date;
CREATE INDEX invoice_customer ON invoice (customer_id) WHERE customer_id IS NOT NULL;
CREATE INDEX invoice_restricted ON invoice (restricted_until)
	WHERE restricted_until IS NOT NULL;
CREATE INDEX vehicle_customer ON vehicle (customer_id) WHERE customer_id IS NOT NULL;
