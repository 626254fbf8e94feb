-- SPDX-License-Identifier: Apache-2.0
-- Text messages and messages to browsers.

-- Where a browser of a holder or manager is reached, and the keys it is written with.
CREATE TABLE push_subscription (
	endpoint text PRIMARY KEY,
	party_id uuid NOT NULL,
	p256dh text NOT NULL,
	auth text NOT NULL,
	since timestamptz NOT NULL
);
CREATE INDEX push_subscription_party ON push_subscription (party_id, since);

-- The link in a text message ends in the end of its request's id.
CREATE INDEX intent_short_code ON intent (right(intent_id::text, 12)) WHERE channel = 'sms';

-- Whose number it is, when somebody answers.
CREATE INDEX customer_mobile ON customer (dealer, mobile_print) WHERE mobile_print IS NOT NULL;
CREATE INDEX intent_to_phone ON intent (dealer, to_phone_print)
	WHERE to_phone_print IS NOT NULL;
