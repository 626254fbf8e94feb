-- SPDX-License-Identifier: Apache-2.0
-- Every state that is awaited is shown by its id and version alone. The column stays for
-- programs of the edition before, which write it; it goes with the next one.
ALTER TABLE gateway.shown ALTER COLUMN detail DROP NOT NULL;
