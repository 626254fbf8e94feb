/* SPDX-License-Identifier: Apache-2.0 */
/* What others say of the cars of a garage's world, as messages. */
#include "../store/outside_world.h"

#include <stdio.h>
#include <string.h>

#include "flow/outbox.h"
#include "unit.h"

static const char *plate_of(int n)
{
	static const char *const plates[] = { "", "H001HB", "H002HB", "H003HB" };

	return plates[n];
}

void outside_plate(struct garage_world *world, int n, int version, int owner)
{
	garage_world_hear(
		world, "vehicle.state",
		"{\"dealer\":\"" GARAGE "\",\"vehicle_id\":\"%s\",\"customer_id\":\"%s\","
		"\"version\":%d,\"plate\":\"%s\",\"make\":\"Subaru\",\"model\":"
		"\"Forester\",\"fuel\":\"petrol\",\"first_admission\":\"2019-06-01\","
		"\"is_stock_car\":false}",
		car_id(n), customer_id(owner), version, plate_of(n));
}

void outside_books(struct garage_world *world, struct outside_booking booking)
{
	garage_world_hear(world, "appointment.state",
			  "{\"dealer\":\"" GARAGE "\",\"appointment_id\":\"%s\","
			  "\"version\":%d,\"status\":\"%s\",\"date\":\"%s\",\"time\":"
			  "\"09:30\",\"minutes\":60,\"starts_at\":\"%sT08:30:00Z\","
			  "\"kinds\":[\"apk\"],\"booked_at\":\"%s\",\"booked_by\":"
			  "\"holder\",\"sequence\":%d,\"vehicle_id\":\"%s\"}",
			  visit_id(9, booking.car), booking.version, booking.status,
			  booking.date, booking.date, booking.booked_at,
			  booking.version - 1, car_id(booking.car));
}

void outside_register(struct garage_world *world, int n, int version, const char *more)
{
	garage_world_hear(world, "register.state",
			  "{\"plate\":\"%s\",\"version\":%d,\"checked_at\":"
			  "\"2026-11-24T03:00:00Z\",\"recalls\":[]%s}",
			  plate_of(n), version, more);
}

/* The passport of car n by its plate; another garage made it. */
void outside_passport(struct garage_world *world, int n, int version, const char *garage,
		      const char *more)
{
	garage_world_hear(
		world, "passport.state",
		"{\"passport_id\":\"%s\",\"version\":%d,\"status\":\"active\","
		"\"country\":\"NL\",\"make\":\"Subaru\",\"model\":\"Forester\","
		"\"plate\":\"%s\",\"vehicle_id\":\"%s\",\"owner_since\":"
		"\"2026-01-05T10:00:00Z\",\"habit_consent\":false,\"garages\":[{"
		"\"dealer\":\"" GARAGE "\",\"since\":\"2026-01-05T10:00:00Z\"%s}]%s}",
		visit_id(8, n), version, plate_of(n), visit_id(7, n), garage, more);
}

void outside_mails_asked_for(struct garage_world *world)
{
	garage_world_at(world, "2026-11-29T14:00:02Z");
	garage_world_run_timers(world);
	garage_world_at(world, "2026-12-02T11:00:00Z");
	garage_world_run_timers(world);
}

/* Car n has an APK that ends on 14 December, and a line for it. */
void outside_test_in_december(struct garage_world *world, int n)
{
	outside_register(world, n, 1,
			 ",\"apk_expiry\":\"2026-12-14\",\"holder_since\":"
			 "\"2024-01-05\"");
	garage_world_at(world, n == 1 ? "2026-11-24T10:00:00Z" : "2026-11-24T11:00:00Z");
	garage_world_run_timers(world);
}

void outside_expect_apk(struct garage_world *world, const char *sentence, int n,
			const char *wanted)
{
	char sql[300];

	snprintf(sql, sizeof(sql),
		 "SELECT status || ' ' || decision || ' ' || coalesce(state::json ->>"
		 " 'status_reason', '-') FROM proposal WHERE vehicle_id = '%s'"
		 " AND reason_group = 'apk'",
		 car_id(n));
	garage_world_expect(world, sentence, sql, wanted);
}

int outside_gone(struct garage_world *world, const char *type, const char *key,
		 struct err *err)
{
	AUTO(outbox) *say = outbox_new("reminder");
	struct err broken = { 0 };
	struct tx *tx = NULL;
	struct heard in = { .id = "test", .key = key, .trace = "" };
	int done = -1;

	must(tx_begin(world->pool, &tx, &broken), &broken);
	outbox_because_of(say, in.id, NULL);
	for (size_t i = 0; i < reminder_messages_count; i++)
		if (strcmp(reminder_messages[i].type->name, type) == 0)
			done = reminder_messages[i].gone(&world->svc, tx, &in, say, err);
	if (done == 0)
		must(outbox_write(say, tx, &broken), &broken);
	must(tx_commit(tx, &broken), &broken);
	return done;
}
