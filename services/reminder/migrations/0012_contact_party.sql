-- SPDX-License-Identifier: Apache-2.0
-- Who the contact of a passport is, when they log in with us: messages may go to their
-- telephone's browser. Learned with the passport's next state.
ALTER TABLE passport ADD COLUMN contact_party uuid;
