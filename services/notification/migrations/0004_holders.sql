-- SPDX-License-Identifier: Apache-2.0
-- Cars that came into other hands: invitations asked for before that do not leave any more.
CREATE TABLE holder_change (
	passport_id uuid PRIMARY KEY,
	version bigint NOT NULL,
	vehicle_id uuid NOT NULL, -- as the garage of the passport names it
	plate text NOT NULL, -- normalised; other garages have another id for the same car
	changed_at timestamptz NOT NULL
);
CREATE INDEX holder_change_vehicle ON holder_change (vehicle_id);
CREATE INDEX holder_change_plate ON holder_change (plate) WHERE plate <> '';

-- Letters to holders and managers are found again when one of these is erased.
CREATE INDEX intent_party ON intent (customer_id) WHERE to_email IS NOT NULL;
