/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A message about several cars: each car may be taken out before it leaves, the others go
 * on, and what each was is told of it alone.
 */
#include <stdio.h>

#include "../scratch.h"
#include "flow/outbox.h"
#include "notification/channel/household.h"
#include "notification/mail/letter_household.h"
#include "notification/store.h"
#include "notification/store_household.h"
#include "unit.h"

extern const struct migration notification_migrations[];
extern const size_t notification_migrations_count;

#define INTENT   "0198c2f0-1111-7000-8000-000000000001"
#define CUSTOMER "0198c2f0-1111-7000-8000-000000000002"
#define FIRST    "0198c2f0-1111-7000-8000-0000000000c1"
#define SECOND   "0198c2f0-1111-7000-8000-0000000000c2"
#define THIRD    "0198c2f0-1111-7000-8000-0000000000c3"
#define P_FIRST  "0198c2f0-1111-7000-8000-0000000000d1"
#define P_SECOND "0198c2f0-1111-7000-8000-0000000000d2"
#define P_THIRD  "0198c2f0-1111-7000-8000-0000000000d3"

static struct scratch scratch;

static int open_scratch(void **state)
{
	(void)state;
	scratch_open_service(&scratch, "notification", notification_migrations,
			     notification_migrations_count);
	return 0;
}

static int close_scratch(void **state)
{
	(void)state;
	scratch_close(&scratch);
	return 0;
}

static void add(const char *intent)
{
	static const char FORM[] =
		"{\"others\":[{\"vehicle_id\":\"" SECOND "\",\"proposal_id\":\"" P_SECOND
		"\",\"plate\":\"G-002-HB\",\"make\":\"TOYOTA\","
		"\"due_date\":\"2026-12-27\"},{\"vehicle_id\":\"" THIRD
		"\",\"proposal_id\":\"" P_THIRD "\",\"plate\":\"K-003-HB\"}]}";
	const struct wire_household_car others[] = {
		{ .vehicle_id = SECOND,
		  .proposal_id = P_SECOND,
		  .reason_group = WIRE_REASON_GROUP_SERVICE,
		  .step = 1 },
		{ .vehicle_id = THIRD,
		  .proposal_id = P_THIRD,
		  .reason_group = WIRE_REASON_GROUP_TYRES },
	};
	const struct notification_requested_params params = { .plate = "H-001-HB",
							      .others = others,
							      .others_count = 2 };
	const struct notification_requested request = {
		.intent_id = intent,
		.dealer = "NL-1",
		.customer_id = CUSTOMER,
		.vehicle_id = FIRST,
		.proposal_id = P_FIRST,
		.purpose = WIRE_PURPOSE_REMINDER,
		.message_class = WIRE_MESSAGE_CLASS_MARKETING,
		.template = "by_reasons",
		.channel = WIRE_CHANNEL_EMAIL,
		.reason_group = WIRE_REASON_GROUP_APK,
		.not_before = "2026-11-30T08:00:00Z",
		.not_after = "2026-12-07T00:00:00Z",
		.params = &params,
	};
	const struct intent_new intents[] = { { .request = &request,
						.form = (char *)(uintptr_t)FORM } };
	struct err err = { 0 };
	struct tx *tx = scratch_begin(&scratch);

	must(store_intents_add(tx, intents, 1, &err), &err);
	scratch_commit(tx);
}

static int one_message(void **state)
{
	(void)state;
	scratch_run(&scratch,
		    "TRUNCATE carried, intent, intent_car, withdrawn_car,"
		    " withdrawn_request, disowned_vehicle, holder_change, customer,"
		    " outbox");
	add(INTENT);
	return 0;
}

static void withdraw(const char *proposal, const char *reason)
{
	const struct notification_withdraw command = { .dealer = "NL-1",
						       .customer_id = CUSTOMER,
						       .intent_id = INTENT,
						       .proposal_id = proposal,
						       .reason = reason };
	struct err err = { 0 };
	struct tx *tx = scratch_begin(&scratch);

	must(store_intent_withdraw(tx, &command, &err), &err);
	scratch_commit(tx);
}

static void thin(void)
{
	const char *intents[] = { INTENT };
	AUTO(outbox) *say = outbox_new("notification");
	struct err err = { 0 };
	struct tx *tx = scratch_begin(&scratch);

	outbox_because_of(say, INTENT, NULL);
	must(household_thin(tx, intents, 1, say, &err), &err);
	must(outbox_write(say, tx, &err), &err);
	scratch_commit(tx);
}

static void expect_row(const char *label, const char *sql, const char *expected)
{
	AUTO(rows) *rows = NULL;
	struct err err = { 0 };
	struct tx *tx = scratch_begin(&scratch);

	must(tx_rows(tx, sql, NO_ARGS, &rows, &err), &err);
	expect_text(label, row_text(rows, 0, 0), expected);
	tx_rollback(tx);
}

/* "vehicle plate/others": by the last two digits of their ids. */
static void expect_cars(const char *label, const char *expected)
{
	expect_row(label,
		       "SELECT right(i.vehicle_id::text, 2) || ' ' || i.plate || '/'"
		       " || coalesce((SELECT string_agg(right(o.vehicle_id::text, 2),"
		       " ',' ORDER BY o.n) FROM intent_car o), '') FROM intent i",
		       expected);
}

/* What was said of each: proposal, outcome, reason and sequence. */
static void expect_said(const char *label, const char *expected)
{
	expect_row(label,
		       "SELECT coalesce(string_agg(right(j ->> 'proposal_id', 2) || ' '"
		       " || (j ->> 'outcome') || ' ' || (j ->> 'reason') || ' '"
		       " || (j ->> 'sequence'), ', ' ORDER BY (j ->> 'sequence')::int),"
		       " '') FROM (SELECT value::json AS j FROM outbox"
		       " WHERE topic = 'notification.outcome.v1') AS said",
		       expected);
}

static void nothing_is_taken_out_of_a_message_that_is_wanted(void **state)
{
	(void)state;
	thin();
	expect_cars("all", "c1 H-001-HB/c2,c3");
	expect_said("nothing", "");
	add(INTENT);
	expect_cars("the same request again changes nothing", "c1 H-001-HB/c2,c3");
}

static void a_car_that_came_in_drops_out_and_the_others_go_on(void **state)
{
	(void)state;
	withdraw(P_SECOND, "VISITED");
	thin();
	thin();
	expect_cars("without the second", "c1 H-001-HB/c3");
	expect_said("once", "d2 suppressed VISITED 1");
	expect_row("nor in its words",
		       "SELECT jsonb_array_length(form::jsonb -> 'others')::text"
		       " FROM intent",
		       "1");
}

static void the_next_car_takes_the_place_of_the_first(void **state)
{
	(void)state;
	withdraw(P_FIRST, "SOLD");
	withdraw(P_FIRST, "NEVER");
	thin();
	expect_cars("the second leads", "c2 G-002-HB/c3");
	expect_said("the first reason counts", "d1 suppressed SOLD 1");
	expect_row("with its own facts",
		       "SELECT reason_group || ' ' || make || ' ' || due_date FROM"
		       " intent",
		       "service TOYOTA 2026-12-27");
}

static void a_car_that_is_no_longer_theirs_drops_out(void **state)
{
	(void)state;
	scratch_run(&scratch,
		    "INSERT INTO disowned_vehicle (dealer, customer_id, vehicle_id, at,"
		    " address_print) VALUES ('NL-1', '" CUSTOMER "', '" THIRD
		    "', now(), '')");
	thin();
	expect_cars("without the third", "c1 H-001-HB/c2");
	expect_said("by its own reason", "d3 suppressed NOT_OWNER 1");
}

static void when_no_car_is_left_the_gate_has_the_last_one(void **state)
{
	const char *intents[] = { INTENT };
	AUTO(rows) *rows = NULL;
	struct err err = { 0 };

	(void)state;
	withdraw(P_FIRST, "BOOKED");
	withdraw(P_SECOND, "VISITED");
	withdraw(P_THIRD, "SOLD");
	thin();
	expect_cars("the first stays", "c1 H-001-HB/");
	expect_said("the others are told",
		    "d3 suppressed SOLD 1, d2 suppressed VISITED 2");
	struct tx *tx = scratch_begin(&scratch);

	must(store_round_facts(tx, intents, 1, &rows, &err), &err);
	struct contact contact = store_contact_read(rows, 0);

	expect_text("what the gate hears", contact.facts.withdrawn, "BOOKED");
	tx_rollback(tx);
}

static void what_left_is_left_as_it_is(void **state)
{
	(void)state;
	scratch_run(&scratch, "UPDATE intent SET state = 'sent'");
	withdraw(P_SECOND, "VISITED");
	thin();
	expect_cars("all", "c1 H-001-HB/c2,c3");
	expect_said("nothing", "");
}

static void a_message_counts_on_the_ladder_of_each_of_its_cars(void **state)
{
	const char *next = "0198c2f0-1111-7000-8000-00000000000f";
	AUTO(rows) *rows = NULL;
	struct err err = { 0 };

	(void)state;
	scratch_run(&scratch, "UPDATE intent SET state = 'sent', contacted_at = now()");
	scratch_run(&scratch,
		    "INSERT INTO intent (intent_id, dealer, customer_id, vehicle_id,"
		    " purpose, is_marketing, template, channel, not_before, not_after,"
		    " reasons, reason_group, due_at, requested_at) VALUES"
		    " ('0198c2f0-1111-7000-8000-00000000000f', 'NL-1', '" CUSTOMER
		    "', '" SECOND "', 'reminder', true, 'service', 'email', now(),"
		    " now() + interval '1 day', '', 'service', now(), now())");
	struct tx *tx = scratch_begin(&scratch);

	must(store_round_facts(tx, &next, 1, &rows, &err), &err);
	struct contact contact = store_contact_read(rows, 0);

	expect_number("once before", contact.facts.ladder, 1);
	expect_number("one contact", contact.facts.contacts.days_7, 1);
	tx_rollback(tx);
}

static void the_link_of_another_car_opens_that_car(void **state)
{
	struct uuid link = letter_household_link(INTENT, SECOND);
	AUTO(rows) *rows = NULL;
	struct err err = { 0 };
	struct tx *tx = scratch_begin(&scratch);

	(void)state;
	must(store_round_of_car(tx, &link, &rows, &err), &err);
	struct contact contact = store_contact_read(rows, 0);

	expect_text("car", contact.letter.vehicle.text, SECOND);
	expect_text("proposal", contact.proposal.text, P_SECOND);
	expect_text("plate", contact.letter.plate, "G-002-HB");
	tx_rollback(tx);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup(nothing_is_taken_out_of_a_message_that_is_wanted,
				       one_message),
		cmocka_unit_test_setup(a_car_that_came_in_drops_out_and_the_others_go_on,
				       one_message),
		cmocka_unit_test_setup(the_next_car_takes_the_place_of_the_first,
				       one_message),
		cmocka_unit_test_setup(a_car_that_is_no_longer_theirs_drops_out,
				       one_message),
		cmocka_unit_test_setup(when_no_car_is_left_the_gate_has_the_last_one,
				       one_message),
		cmocka_unit_test_setup(what_left_is_left_as_it_is, one_message),
		cmocka_unit_test_setup(a_message_counts_on_the_ladder_of_each_of_its_cars,
				       one_message),
		cmocka_unit_test_setup(the_link_of_another_car_opens_that_car,
				       one_message),
	};

	return cmocka_run_group_tests(tests, open_scratch, close_scratch);
}
