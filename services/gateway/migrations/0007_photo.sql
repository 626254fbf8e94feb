-- SPDX-License-Identifier: Apache-2.0
-- Photos of inspections, named by the SHA-256 of what was uploaded. They arrive in parts;
-- when the last is there and the name is right, `bytes` is the picture without its
-- metadata and the parts go. Nobody else's to rebuild: the gateway owns them.
CREATE TABLE gateway.photo (
	dealer text NOT NULL,
	sha256 text NOT NULL CHECK (sha256 ~ '^[0-9a-f]{64}$'),
	total int NOT NULL CHECK (total BETWEEN 1 AND 2097152),
	received int NOT NULL DEFAULT 0 CHECK (received BETWEEN 0 AND total),
	media text, -- NULL while it is not complete
	bytes bytea,
	uploaded_by text NOT NULL,
	updated_at timestamptz NOT NULL,
	PRIMARY KEY (dealer, sha256),
	CHECK ((media IS NULL) = (bytes IS NULL))
);
CREATE INDEX photo_unfinished ON gateway.photo (updated_at) WHERE media IS NULL;

CREATE TABLE gateway.photo_part (
	dealer text NOT NULL,
	sha256 text NOT NULL,
	start int NOT NULL,
	bytes bytea NOT NULL,
	PRIMARY KEY (dealer, sha256, start),
	FOREIGN KEY (dealer, sha256) REFERENCES gateway.photo ON DELETE CASCADE
);

DO $$
DECLARE
	name text;
BEGIN
	FOREACH name IN ARRAY ARRAY['photo', 'photo_part'] LOOP
		EXECUTE format('ALTER TABLE gateway.%I ENABLE ROW LEVEL SECURITY', name);
		EXECUTE format('ALTER TABLE gateway.%I FORCE ROW LEVEL SECURITY', name);
		EXECUTE format('CREATE POLICY projector ON gateway.%I TO beurt_gateway_projector '
			       'USING (true) WITH CHECK (true)', name);
		EXECUTE format('CREATE POLICY tenant ON gateway.%I TO beurt_gateway '
			'USING (dealer = NULLIF(current_setting(''app.dealer'', true), '''')) '
			'WITH CHECK (dealer = NULLIF(current_setting(''app.dealer'', true), ''''))',
			name);
	END LOOP;
END $$;
