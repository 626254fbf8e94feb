-- SPDX-License-Identifier: Apache-2.0
-- Consent of persons, whoever they are, and their wishes.

-- Columns of addresses and telephones are other changes' too; whoever comes first.
ALTER TABLE customer ADD COLUMN IF NOT EXISTS company text;
ALTER TABLE customer ADD COLUMN IF NOT EXISTS street text;
ALTER TABLE customer ADD COLUMN IF NOT EXISTS house_number text;
ALTER TABLE customer ADD COLUMN IF NOT EXISTS addition text;
ALTER TABLE customer ADD COLUMN IF NOT EXISTS postcode text;
ALTER TABLE customer ADD COLUMN IF NOT EXISTS city text;
ALTER TABLE customer ADD COLUMN IF NOT EXISTS country text;
ALTER TABLE customer ADD COLUMN IF NOT EXISTS phone text;
ALTER TABLE customer ADD COLUMN IF NOT EXISTS mobile text;
CREATE INDEX IF NOT EXISTS intent_person ON intent (customer_id);

-- The ledger says on what ground and in which words. customer_id is the person: a
-- garage's customer, or a holder, driver or manager, who consents for themselves.
ALTER TABLE consent_event ADD COLUMN basis text NOT NULL DEFAULT '';
ALTER TABLE consent_event ADD COLUMN wording_hash text;

-- Append-only: only an erasure may empty the evidence, and nothing else may change.
CREATE FUNCTION consent_event_is_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	IF TG_OP = 'UPDATE' AND NEW.evidence IS NULL
	   AND (to_jsonb(NEW) - 'evidence') = (to_jsonb(OLD) - 'evidence') THEN
		RETURN NEW;
	END IF;
	RAISE EXCEPTION 'the ledger of consent only grows';
END $$;
CREATE TRIGGER consent_event_append_only BEFORE UPDATE OR DELETE ON consent_event
	FOR EACH ROW EXECUTE FUNCTION consent_event_is_append_only();

-- What somebody asked for: how to be reached, in which language, how often.
CREATE TABLE preference (
	dealer text NOT NULL,
	person_id uuid NOT NULL, -- a customer or a party
	preferred text NOT NULL DEFAULT '', -- a channel; empty = no wish
	language text NOT NULL DEFAULT '',
	less_often boolean NOT NULL DEFAULT false,
	changed_at timestamptz NOT NULL,
	PRIMARY KEY (dealer, person_id)
);
