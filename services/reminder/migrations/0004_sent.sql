-- SPDX-License-Identifier: Apache-2.0
-- Visits are judged against the messages that left, and a company may have thousands of cars.
CREATE INDEX proposal_sent ON proposal (dealer, customer_id, sent_at) WHERE sent_at IS NOT NULL;
