/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Selections as SQL: what the text is for a selection that is known, that nothing a user
 * says becomes part of it, and that the database takes every sentence there is.
 */
#include <stdio.h>
#include <string.h>

#include "../store/garage_world.h"
#include "reminder/store_selection_query.h"
#include "unit.h"

static struct garage_world world;

static int open_world(void **state)
{
	(void)state;
	garage_world_open(&world, "selection", "2026-11-24T09:00:00Z");
	garage_world_has_garage(&world);
	garage_world_has_customer(&world, 1, NULL);
	garage_world_has_car(&world, 1, "2014-11-01", NULL);
	garage_world_visit(&world, &(struct world_visit){ .car = 1,
							  .nth = 1,
							  .date = "2024-12-14",
							  .km = 12000,
							  .classes = "\"periodic_small\"",
							  .cents = 30000 });
	return 0;
}

static int close_world(void **state)
{
	(void)state;
	garage_world_close(&world);
	return 0;
}

static struct selection *selection_of(const char *text)
{
	struct selection *made = NULL;
	struct err err;

	assert_int_equal(selection_parse(slice_of(text), &made, &err), 0);
	return made;
}

static struct selection_asked asked_of(const struct selection *selection)
{
	return (struct selection_asked){ .selection = selection,
					 .channels = { 1 },
					 .channels_count = 1,
					 .today = { 2026, 11, 24 } };
}

static void a_selection_becomes_constants_and_parameters(void **state)
{
	AUTO(selection) *made =
		selection_of("{\"all\":[{\"field\":\"car.age\",\"operator\":\"at_least\","
			     "\"value\":8},{\"none\":[{\"field\":\"contact.language\","
			     "\"operator\":\"is\",\"value\":\"en\"},{\"field\":"
			     "\"car.make\",\"operator\":\"is\",\"value\":"
			     "\"'; DROP TABLE customer --\"}]}]}");
	struct selection_asked asked = asked_of(made);
	AUTO(selection_query) *query = selection_query_new(GARAGE, &asked);

	(void)state;
	selection_query_group(query, made, 0);
	assert_string_equal(query->sql.text,
			    "(coalesce(coalesce(v.first_admission, r.first_admission)"
			    " <= $2::date - make_interval(years => $5::int), false)"
			    " AND NOT (coalesce(c.language = ANY ($6::bigint[]), false)"
			    " OR coalesce(lower(v.make) = ANY (ARRAY(SELECT lower(t)"
			    " FROM unnest($7::text[]) t)), false)))");
	assert_int_equal(query->count, 7);
}

/* A value that fits any field of that type. */
static void write_sentence(const struct selection_field *field,
			   enum selection_operator op, struct strbuf *out)
{
	strbuf_addf(out, "{\"all\":[{\"field\":\"%s\",\"operator\":\"%s\"", field->name,
		    selection_operator_word(op));
	if (op != OPERATOR_PASSED && field->type == TYPE_NUMBER)
		strbuf_addf(out, ",\"value\":%lld", (long long)field->least);
	else if (op != OPERATOR_PASSED && field->type == TYPE_FLAG)
		strbuf_add(out, ",\"value\":true");
	else if (op != OPERATOR_PASSED)
		strbuf_addf(out, ",\"value\":\"%s\"",
			    field->words_count ? field->words[0].word : "Kia");
	strbuf_addf(out, "%s}]}", field->has_months ? ",\"months\":12" : "");
}

static void ask_database(const char *text)
{
	AUTO(selection) *made = selection_of(text);
	struct selection_asked asked = asked_of(made);
	AUTO(tx) *tx = NULL;
	AUTO(rows) *counted = NULL;
	AUTO(rows) *shown = NULL;
	struct err err = { .kind = ERR_NONE };

	if (tx_begin(world.pool, &tx, &err) < 0 ||
	    store_selection_count(tx, GARAGE, &asked, SELECTION_LOTS, &counted, &err) <
		    0 ||
	    store_selection_sample(tx, GARAGE, &asked, SELECTION_LOTS, &shown, &err) < 0)
		fail_msg("%s: %s", text, err.text);
	if (rows_count(shown) > 0) {
		AUTO(rows) *why = NULL;
		const char *customer = row_text(shown, 0, 0);
		const char *vehicle = row_text(shown, 0, 1);
		struct selection_pairs pairs = { &customer, &vehicle, 1 };

		if (store_selection_why(tx, GARAGE, &asked, &pairs, &why, &err) < 0)
			fail_msg("%s: %s", text, err.text);
		assert_true(row_bool(why, 0, 1));
	}
}

static void the_database_takes_every_sentence(void **state)
{
	(void)state;
	for (int id = 0; id < FIELD_COUNT; id++) {
		const struct selection_field *field =
			selection_field((enum selection_field_id)id);

		for (size_t i = 0; i < SELECTION_PHRASES; i++) {
			STRBUF_AUTO text = strbuf_new(1000);

			if (field->phrases[i].op == OPERATOR_NONE)
				continue;
			write_sentence(field, field->phrases[i].op, &text);
			ask_database(text.text);
		}
	}
}

#define IN_A_WORLD(name) cmocka_unit_test_setup_teardown(name, open_world, close_world)

int main(void)
{
	const struct CMUnitTest tests[] = {
		IN_A_WORLD(a_selection_becomes_constants_and_parameters),
		IN_A_WORLD(the_database_takes_every_sentence),
	};

	if (!scratch_is_there("selection"))
		return 0;
	return cmocka_run_group_tests(tests, NULL, NULL);
}
