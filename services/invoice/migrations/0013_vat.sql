-- SPDX-License-Identifier: Apache-2.0
-- The VAT due on what the customer pays. NULL: stored before it was kept; read as the
-- standard rate of its day (libcommon/base/vat.h), until the document comes in again.
ALTER TABLE invoice ADD COLUMN customer_vat_cents bigint;
ALTER TABLE visit ADD COLUMN customer_vat_cents bigint;
