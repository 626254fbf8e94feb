-- SPDX-License-Identifier: Apache-2.0
-- What garages' cars need, as the weekly letter of a fleet tells it.
CREATE TABLE upkeep (
	dealer text NOT NULL,
	vehicle_id uuid NOT NULL,
	list_week text, -- newest list a service was predicted for
	list_version bigint,
	due date, -- … and when
	served_on date, -- last service
	form_id uuid, -- newest inspection that was saved
	form_version bigint,
	form_opened_on timestamptz,
	advices bigint NOT NULL DEFAULT 0, -- of it that nobody did or decided on
	advices_cents bigint NOT NULL DEFAULT 0,
	PRIMARY KEY (dealer, vehicle_id)
) WITH (fillfactor = 80);
