-- SPDX-License-Identifier: Apache-2.0
-- Forms go five years after they were saved for the last time (store_keep.c).
CREATE INDEX form_kept ON form (coalesce(saved_at, opened_on));
CREATE INDEX form_before ON form (dealer, before_id) WHERE before_id IS NOT NULL;
CREATE INDEX registration_kept ON registration (invited_at);
