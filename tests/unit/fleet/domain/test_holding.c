/* SPDX-License-Identifier: Apache-2.0 */
/* Who may do what with a passport, when; and what becomes of its holders. */
#include "fleet/domain/holding.h"
#include "unit.h"

static const struct uuid ann = { "0198c2f0-1111-7000-8000-000000000001" };
static const struct uuid bob = { "0198c2f0-1111-7000-8000-000000000002" };
static const struct uuid cor = { "0198c2f0-1111-7000-8000-000000000003" };
static const struct uuid firm = { "0198c2f0-1111-7000-8000-00000000000f" };
static const struct uuid offer = { "0198c2f0-1111-7000-8000-00000000000e" };
static const struct instant then = { 1000 };
static const struct instant now = { 2000 };

static struct holding owned(enum passport_status status)
{
	return (struct holding){ .status = status,
				 .owner = ann,
				 .owner_since = then,
				 .driving_habit = "calm",
				 .habit_consent = true };
}

static struct holding of_fleet(enum passport_status status)
{
	return (struct holding){ .status = status,
				 .fleet = firm,
				 .owner_since = then,
				 .driver = bob,
				 .driver_since = then };
}

static const char *said(const struct holding *holding, enum passport_step step,
			unsigned roles, struct err *err)
{
	err_clear(err);
	return holding_check(holding, step, roles, err) < 0 ? err->code : "";
}

static void roles_follow_from_who_one_is(void **state)
{
	struct holding one = owned(PASSPORT_ACTIVE), two = of_fleet(PASSPORT_ACTIVE);

	(void)state;
	expect_number("who owns and drives", holding_roles(&one, &ann),
		      ROLE_OWNER | ROLE_HOLDER);
	expect_number("a stranger", holding_roles(&one, &bob), 0);
	expect_number("nobody", holding_roles(&one, &(struct uuid){ "" }), 0);
	expect_number("a fleet's driver", holding_roles(&two, &bob),
		      ROLE_DRIVER | ROLE_HOLDER);
	one.driver = cor;
	expect_number("an owner who does not drive", holding_roles(&one, &ann),
		      ROLE_OWNER);
	expect_text("the car is for who drives it", holding_holder(&one).text, cor.text);
}

/* One row a step: what is said to each role while the passport is active. */
static void who_may_do_what(void **state)
{
	static const struct {
		enum passport_step step;
		bool in_fleet;
		unsigned may;
		const char *else_code;
	} cases[] = {
		{ PASSPORT_CHANGE, false, ROLE_GARAGE | ROLE_OWNER | ROLE_DRIVER,
		  "NOT_YOURS" },
		{ PASSPORT_JOIN, false, ROLE_GARAGE, "NOT_YOURS" },
		{ PASSPORT_LEAVE, true, ROLE_GARAGE | ROLE_MANAGER, "NOT_YOURS" },
		{ PASSPORT_LINK, false, ROLE_OWNER | ROLE_MANAGER, "NOT_YOURS" },
		{ PASSPORT_UNLINK, false, ROLE_GARAGE | ROLE_OWNER | ROLE_MANAGER,
		  "NOT_YOURS" },
		{ PASSPORT_DISOWN, true, ROLE_OWNER | ROLE_DRIVER | ROLE_MANAGER,
		  "NOT_YOURS" },
		{ PASSPORT_OFFER, false, ROLE_OWNER | ROLE_MANAGER, "OWNER_ONLY" },
		{ PASSPORT_OFFER, true, ROLE_OWNER | ROLE_MANAGER, "FLEET_MANAGER_ONLY" },
	};
	struct err err = { 0 };

	(void)state;
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		struct holding held = cases[i].in_fleet ? of_fleet(PASSPORT_ACTIVE)
							: owned(PASSPORT_ACTIVE);

		expect_text("a stranger", said(&held, cases[i].step, 0, &err),
			    "NO_SUCH_PASSPORT");
		expect_number("is told of nothing", err.kind, ERR_ABSENT);
		for (unsigned role = ROLE_GARAGE; role <= ROLE_MANAGER; role *= 2) {
			const char *code = said(&held, cases[i].step, role, &err);

			expect_text("role", code,
				    role & cases[i].may ? "" : cases[i].else_code);
			expect_number("kind", err.kind,
				      role & cases[i].may ? ERR_NONE : ERR_DENIED);
		}
	}
}

static void when_it_may_be_done(void **state)
{
	enum { ALL = 31 };
	static const char *const wanted[][PASSPORT_ARCHIVED + 1] = {
		[PASSPORT_INVITE] = { NULL, "", "", "PASSPORT_ACTIVE_ALREADY",
				      "PASSPORT_ACTIVE_ALREADY", "PASSPORT_ARCHIVED" },
		[PASSPORT_ACTIVATE] = { NULL, "", "", "PASSPORT_ACTIVE_ALREADY",
					"PASSPORT_ACTIVE_ALREADY", "PASSPORT_ARCHIVED" },
		[PASSPORT_CHANGE] = { NULL, "", "", "", "", "PASSPORT_ARCHIVED" },
		[PASSPORT_JOIN] = { NULL, "PASSPORT_NOT_ACTIVE", "PASSPORT_NOT_ACTIVE",
				    "", "TRANSFER_PENDING", "PASSPORT_ARCHIVED" },
		[PASSPORT_LEAVE] = { NULL, "NOT_IN_FLEET", "NOT_IN_FLEET", "NOT_IN_FLEET",
				     "TRANSFER_PENDING", "PASSPORT_ARCHIVED" },
		[PASSPORT_LINK] = { NULL, "PASSPORT_NOT_ACTIVE", "PASSPORT_NOT_ACTIVE",
				    "", "", "PASSPORT_ARCHIVED" },
		[PASSPORT_UNLINK] = { NULL, "", "", "", "", "PASSPORT_ARCHIVED" },
		[PASSPORT_DISOWN] = { NULL, "", "", "", "", "PASSPORT_ARCHIVED" },
		[PASSPORT_OFFER] = { NULL, "PASSPORT_NOT_ACTIVE", "PASSPORT_NOT_ACTIVE",
				     "", "TRANSFER_PENDING", "PASSPORT_ARCHIVED" },
	};
	struct err err = { 0 };

	(void)state;
	for (int step = PASSPORT_INVITE; step <= PASSPORT_OFFER; step++)
		for (int at = PASSPORT_CREATED; at <= PASSPORT_ARCHIVED; at++) {
			struct holding held = owned((enum passport_status)at);

			expect_text(passport_status_name((enum passport_status)at),
				    said(&held, (enum passport_step)step, ALL, &err),
				    wanted[step][at]);
		}
}

static void a_car_in_a_fleet_is_taken_out_first(void **state)
{
	struct holding held = of_fleet(PASSPORT_ACTIVE);
	struct err err = { 0 };

	(void)state;
	expect_text("join", said(&held, PASSPORT_JOIN, ROLE_GARAGE, &err),
		    "FLEET_ALREADY");
	expect_text("leave", said(&held, PASSPORT_LEAVE, ROLE_GARAGE, &err), "");
}

static bool has_one_owner(const struct holding *held)
{
	return uuid_is_set(&held->owner) != uuid_is_set(&held->fleet);
}

static void who_owned_it_drives_it_for_the_fleet(void **state)
{
	struct holding held = owned(PASSPORT_ACTIVE);

	(void)state;
	holding_join(&held, &firm, now);
	expect_true("one owner", has_one_owner(&held));
	expect_text("driver", held.driver.text, ann.text);
	expect_number("since long", held.driver_since.micros, then.micros);
	expect_number("the fleet since now", held.owner_since.micros, now.micros);
	held = owned(PASSPORT_ACTIVE);
	held.driver = bob;
	holding_join(&held, &firm, now);
	expect_text("who drove goes on", held.driver.text, bob.text);
}

static void who_drives_it_owns_it_after_the_fleet(void **state)
{
	struct holding held = of_fleet(PASSPORT_ACTIVE);
	struct err err = { 0 };

	(void)state;
	held.anchors = firm;
	expect_number("out", holding_leave(&held, now, &err), 0);
	expect_true("one owner", has_one_owner(&held));
	expect_text("the driver", held.owner.text, bob.text);
	expect_true("ties nothing", !uuid_is_set(&held.anchors));
	held = of_fleet(PASSPORT_ACTIVE);
	held.driver = (struct uuid){ "" };
	expect_number("nobody to own it", holding_leave(&held, now, &err), -1);
	expect_text("its code", err.code, "FLEET_NEEDS_DRIVER");
	expect_true("as it was", uuid_is_set(&held.fleet));
}

static void a_new_driver_and_a_new_owner(void **state)
{
	struct holding held = of_fleet(PASSPORT_PENDING);

	(void)state;
	held.transfer = offer;
	holding_take_driver(&held, &cor, now);
	expect_text("the driver", held.driver.text, cor.text);
	expect_text("the fleet keeps it", held.fleet.text, firm.text);
	expect_number("active", held.status, PASSPORT_ACTIVE);
	expect_number("changed", held.holder_changed_at.micros, now.micros);
	held.transfer = offer;
	held.habit_consent = true;
	held.driving_habit = "sporty";
	holding_take_owner(&held, &ann, now);
	expect_true("one owner", has_one_owner(&held));
	expect_text("the owner", held.owner.text, ann.text);
	expect_true("nobody else", !uuid_is_set(&held.driver));
	expect_true("no offer", !uuid_is_set(&held.transfer));
	expect_true("a habit is a person's", !held.habit_consent && !held.driving_habit);
}

static void not_mine_any_more(void **state)
{
	struct holding held = of_fleet(PASSPORT_ACTIVE);

	(void)state;
	expect_true("a driver goes, the car stays",
		    !holding_disown(&held, ROLE_DRIVER | ROLE_HOLDER, now));
	expect_number("active", held.status, PASSPORT_ACTIVE);
	expect_true("without driver", !uuid_is_set(&held.driver));
	expect_true("with the manager it ends", holding_disown(&held, ROLE_MANAGER, now));
	held = owned(PASSPORT_PENDING);
	held.transfer = offer;
	expect_true("with the owner too",
		    holding_disown(&held, ROLE_OWNER | ROLE_HOLDER, now));
	expect_number("archived", held.status, PASSPORT_ARCHIVED);
	expect_true("with its last owner", has_one_owner(&held));
	expect_true("no offer", !uuid_is_set(&held.transfer));
}

static void statuses_are_read_back(void **state)
{
	(void)state;
	for (int at = PASSPORT_CREATED; at <= PASSPORT_ARCHIVED; at++)
		expect_number("same",
			      passport_status_from(
				      passport_status_name((enum passport_status)at)),
			      at);
	expect_number("unknown", passport_status_from("lost"), PASSPORT_NONE);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(roles_follow_from_who_one_is),
		cmocka_unit_test(who_may_do_what),
		cmocka_unit_test(when_it_may_be_done),
		cmocka_unit_test(a_car_in_a_fleet_is_taken_out_first),
		cmocka_unit_test(who_owned_it_drives_it_for_the_fleet),
		cmocka_unit_test(who_drives_it_owns_it_after_the_fleet),
		cmocka_unit_test(a_new_driver_and_a_new_owner),
		cmocka_unit_test(not_mine_any_more),
		cmocka_unit_test(statuses_are_read_back),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
