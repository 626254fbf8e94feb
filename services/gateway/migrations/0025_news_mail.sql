-- SPDX-License-Identifier: Apache-2.0
-- Who of a garage gets the week's news by e-mail. The token is in the mail's link, and ends
-- it without log-in.
ALTER TABLE gateway.account ADD COLUMN wants_news boolean NOT NULL DEFAULT false;
ALTER TABLE gateway.account ADD COLUMN news_token uuid UNIQUE;
