-- SPDX-License-Identifier: Apache-2.0
-- Forms are not kept for ever. Whose form it was, so that its link can say so: ids alone,
-- written when the inspection service tells that a form is gone. Not part of the read model:
-- nothing says it a second time.
CREATE TABLE gateway.inspection_gone (
	dealer text NOT NULL,
	inspection_id uuid NOT NULL,
	vehicle_id uuid, -- when its car's holder could read it
	opened_on timestamptz NOT NULL,
	PRIMARY KEY (dealer, inspection_id)
);
ALTER TABLE gateway.inspection_gone ENABLE ROW LEVEL SECURITY;
ALTER TABLE gateway.inspection_gone FORCE ROW LEVEL SECURITY;
CREATE POLICY projector ON gateway.inspection_gone TO beurt_gateway_projector
	USING (true) WITH CHECK (true);
CREATE POLICY tenant ON gateway.inspection_gone FOR SELECT TO beurt_gateway
	USING (dealer = NULLIF(current_setting('app.dealer', true), ''));
REVOKE INSERT, UPDATE, DELETE ON gateway.inspection_gone FROM beurt_gateway;

-- A photo goes when no form names it any more (store_photo_keep.c). check_after: look whether
-- one does, from then on; null: one did, and none of those that did has gone since.
ALTER TABLE gateway.photo ADD COLUMN check_after timestamptz DEFAULT '-infinity';
ALTER TABLE gateway.photo ALTER COLUMN check_after DROP DEFAULT;
CREATE INDEX photo_check ON gateway.photo (check_after) WHERE check_after IS NOT NULL;

-- The names of photos in a form's text, and whatever else looks like one.
CREATE FUNCTION gateway.photos_named(form text) RETURNS text[]
	LANGUAGE sql IMMUTABLE PARALLEL SAFE
	RETURN ARRAY(SELECT DISTINCT m[1] FROM regexp_matches(form, '([0-9a-f]{64})', 'g') m);
CREATE INDEX inspection_by_photo ON gateway.inspection USING gin (gateway.photos_named(draft));
CREATE INDEX inspection_version_by_photo ON gateway.inspection_version
	USING gin (gateway.photos_named(whole));
