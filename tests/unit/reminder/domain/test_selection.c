/* SPDX-License-Identifier: Apache-2.0 */
/* The language of selections: what is one, and what an error says of what is not. */
#include "../../../support/unit.h"

#include <string.h>

#include "base/strbuf.h"
#include "reminder/domain/campaign_recipe.h"
#include "reminder/domain/selection.h"

/* The error's text, or "ok". */
static const char *refusal(const char *text)
{
	static struct err err;
	AUTO(selection) *made = NULL;

	err_clear(&err);
	return selection_parse(slice_of(text), &made, &err) == 0 ? "ok" : err.text;
}

static void sentences_and_groups_are_read_in_order(void **state)
{
	AUTO(selection) *made = NULL;
	struct err err;

	(void)state;
	assert_int_equal(
		selection_parse(
			slice_of("{\"all\":[{\"value\":8,\"operator\":\"at_least\","
				 "\"field\":\"car.age\"},{\"none\":[{\"field\":"
				 "\"car.make\",\"operator\":\"is\",\"value\":"
				 "[\"Kia\",\"Škoda\"]}]}]}"),
			&made, &err),
		0);
	assert_int_equal(made->nodes_count, 4);
	assert_true(made->nodes[0].is_group && made->nodes[0].join == JOIN_ALL);
	assert_int_equal(made->nodes[1].field, FIELD_AGE);
	assert_int_equal(made->values[made->nodes[1].values_from].number, 8);
	assert_string_equal(made->nodes[1].place, "/all/0");
	assert_true(made->nodes[2].is_group && made->nodes[2].join == JOIN_NONE_OF);
	assert_int_equal(made->nodes[2].end, 4);
	assert_int_equal(made->nodes[3].values_count, 2);
	assert_string_equal(made->values[made->nodes[3].values_from + 1].text, "Škoda");
	assert_string_equal(made->nodes[3].place, "/all/1/none/0");
}

static void everybody_is_an_empty_group(void **state)
{
	(void)state;
	assert_string_equal(refusal("{\"all\":[]}"), "ok");
	assert_string_equal(refusal(" { \"any\" : [ ] } "), "ok");
}

static void an_error_names_its_place_and_what_may_stand_there(void **state)
{
	static const struct {
		const char *text;
		const char *says;
	} CASES[] = {
		{ "", "/: '{' is missing" },
		{ "[]", "/: '{' is missing" },
		{ "{\"all\":[{\"field\":\"car.colour\",\"operator\":\"is\","
		  "\"value\":1}]}",
		  "/all/0/field: there is no field 'car.colour'" },
		{ "{\"all\":[{\"field\":\"car.age\",\"operator\":\"is\","
		  "\"value\":1}]}",
		  "/all/0/operator: 'is' does not go with car.age" },
		{ "{\"all\":[{\"field\":\"car.age\",\"operator\":\"at_least\","
		  "\"value\":101}]}",
		  "/all/0/value: must be 0 to 100" },
		{ "{\"all\":[{\"field\":\"car.age\",\"operator\":\"at_least\","
		  "\"value\":\"8\"}]}",
		  "/all/0/value: must be a whole number" },
		{ "{\"all\":[{\"field\":\"car.age\",\"operator\":\"at_least\","
		  "\"value\":8.5}]}",
		  "/all/0/value: a whole number has no fraction or exponent" },
		{ "{\"all\":[{\"field\":\"car.age\",\"operator\":\"at_least\"}]}",
		  "/all/0/value: is missing" },
		{ "{\"all\":[{\"field\":\"car.fuel\",\"operator\":\"is\",\"value\":"
		  "[\"diesel\",\"steam\"]}]}",
		  "/all/0/value/1: 'steam' is no word of car.fuel" },
		{ "{\"all\":[{\"field\":\"history.visits\",\"operator\":\"at_least\","
		  "\"value\":1}]}",
		  "/all/0/months: is missing" },
		{ "{\"all\":[{\"field\":\"car.age\",\"operator\":\"at_least\","
		  "\"value\":1,\"months\":3}]}",
		  "/all/0/months: car.age takes no period" },
		{ "{\"all\":[{\"any\":[]}]}", "/all/0/any/0: '{' is missing" },
		{ "{\"all\":[{\"field\":\"car.age\",\"field\":\"car.age\"}]}",
		  "/all/0: 'field' comes twice" },
		{ "{\"all\":[{\"drop\":1}]}",
		  "/all/0: 'drop' is neither a group (all, any, none) nor part of a "
		  "sentence" },
		{ "{\"field\":\"car.age\"}",
		  "/: the whole must be a group: all, any or none" },
		{ "{\"all\":[]} x", "/: something follows the selection" },
		{ "{\"all\":[{\"all\":[{\"all\":[{\"all\":[{\"all\":[]}]}]}]}]}",
		  "/all/0/all/0/all/0/all/0: groups go 4 deep at most" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(CASES) / sizeof(CASES[0]); i++)
		assert_string_equal(refusal(CASES[i].text), CASES[i].says);
}

static void more_than_forty_sentences_are_refused(void **state)
{
	STRBUF_AUTO text = strbuf_new(SELECTION_BYTES);

	(void)state;
	strbuf_add(&text, "{\"any\":[");
	for (int i = 0; i <= SELECTION_SENTENCES; i++)
		strbuf_addf(&text,
			    "%s{\"field\":\"car.age\",\"operator\":\"at_least\","
			    "\"value\":%d}",
			    i ? "," : "", i);
	strbuf_add(&text, "]}");
	assert_string_equal(refusal(text.text), "/any/40: more than 40 sentences");
}

static void every_recipe_is_a_selection(void **state)
{
	(void)state;
	for (size_t i = 0; i < campaign_recipes_count; i++)
		assert_string_equal(refusal(campaign_recipes[i].selection), "ok");
}

static void a_recall_requires_the_register_to_say_so(void **state)
{
	AUTO(selection) *made = NULL;
	AUTO(selection) *perhaps = NULL;
	struct err err;

	(void)state;
	assert_int_equal(
		selection_parse(slice_of("{\"all\":[{\"field\":\"car.recall\","
					 "\"operator\":\"is\",\"value\":true}]}"),
				&made, &err),
		0);
	assert_true(selection_requires(made, FIELD_RECALL));
	assert_int_equal(
		selection_parse(
			slice_of("{\"any\":[{\"field\":\"car.recall\","
				 "\"operator\":\"is\",\"value\":true},{\"field\":"
				 "\"car.age\",\"operator\":\"at_least\",\"value\":0}]}"),
			&perhaps, &err),
		0);
	assert_false(selection_requires(perhaps, FIELD_RECALL));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(sentences_and_groups_are_read_in_order),
		cmocka_unit_test(everybody_is_an_empty_group),
		cmocka_unit_test(an_error_names_its_place_and_what_may_stand_there),
		cmocka_unit_test(more_than_forty_sentences_are_refused),
		cmocka_unit_test(every_recipe_is_a_selection),
		cmocka_unit_test(a_recall_requires_the_register_to_say_so),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
