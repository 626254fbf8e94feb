/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Every path through every light, walked to its end: none is endless or empty, and what
 * can mean "stop now" is never left to the driver alone.
 */
#include "gateway/lights/lights.h"

#include <stdio.h>

#include "base/text.h"
#include "unit.h"

struct ends {
	int of_urgency[LIGHT_WAIT + 1];
	int alone;
	int all;
};

/* Visits every end below the path; a path that is longer than allowed fails. */
static void visit(const struct light *light, const char *path, struct ends *ends)
{
	const struct light_node *node = light_walk(light, path);

	if (!node)
		fail_msg("%s: %s leads nowhere", light->id, path);
	for (int i = 0; i < node->answers_count; i++) {
		char next[LIGHT_PATH_MAX + 2];

		snprintf(next, sizeof(next), "%s%c", path, '0' + i);
		visit(light, next, ends);
	}
	if (node->answers_count > 0)
		return;
	ends->all++;
	ends->of_urgency[node->urgency]++;
	if (node->then == LIGHT_SELF)
		ends->alone++;
	assert_true(node->steps_count > 0);
	if (node->urgency == LIGHT_STOP && node->then != LIGHT_CALL)
		fail_msg("%s: %s says stop and does not say call", light->id, path);
}

static struct ends ends_of(const struct light *light)
{
	struct ends ends = { 0 };

	visit(light, "", &ends);
	return ends;
}

static void every_path_ends(void **state)
{
	(void)state;
	for (size_t i = 0; i < lights_count; i++)
		assert_true(ends_of(&lights[i]).all > 0);
}

/* ux.md: a light that says stop never ends in self-help. */
static void stop_never_ends_in_self_help(void **state)
{
	int stopping = 0;

	(void)state;
	for (size_t i = 0; i < lights_count; i++) {
		struct ends ends = ends_of(&lights[i]);

		if (ends.of_urgency[LIGHT_STOP] == 0)
			continue;
		stopping++;
		if (ends.alone > 0)
			fail_msg("%s can mean stop and ends in self-help", lights[i].id);
	}
	assert_true(stopping >= 10);
}

static void the_usual_lights_are_there(void **state)
{
	static const char *const USUAL[] = {
		"oil_pressure", "coolant_hot", "battery",     "brake",
		"airbag",       "engine",      "abs",         "stability",
		"seat_belt",    "door",        "glow_plug",   "particle_filter",
		"adblue",       "fuel_low",    "brake_pads",  "tyre_pressure",
		"steering",     "bulb",        "immobiliser", "service",
		"high_beam",    "dipped_beam", "rear_fog",    "electric_drive",
	};
	int of_colour[LIGHT_COLOURS] = { 0 };

	(void)state;
	assert_true(lights_count >= 30);
	for (size_t i = 0; i < COUNT_OF(USUAL); i++) {
		if (!light_find(USUAL[i]))
			fail_msg("there is no light %s", USUAL[i]);
	}
	for (size_t i = 0; i < lights_count; i++)
		of_colour[lights[i].colour]++;
	for (int i = 0; i < LIGHT_COLOURS; i++)
		assert_true(of_colour[i] > 0);
	assert_null(light_find("engine_"));
}

static void what_one_drives_decides_what_one_has(void **state)
{
	const struct light *engine = light_find("engine");
	const struct light *drive = light_find("electric_drive");

	(void)state;
	assert_int_equal(engine->fuels, LIGHT_PETROL | LIGHT_DIESEL);
	assert_int_equal(drive->fuels, LIGHT_ELECTRIC);
	assert_int_equal(light_find("particle_filter")->fuels, LIGHT_DIESEL);
	assert_int_equal(light_find("brake")->fuels,
			 LIGHT_PETROL | LIGHT_DIESEL | LIGHT_ELECTRIC);
}

static void search(void **state)
{
	static const struct {
		const char *light;
		const char *search;
		bool found;
	} CASES[] = {
		{ "engine", "motor geel", true },
		{ "engine", "Motor ORANJE", true },
		{ "engine", "  gele,motor ", true },
		{ "engine", "motor rood", false },
		{ "engine", "engine yellow", true },
		{ "engine", "mot", true },
		{ "engine", "otor", false },
		{ "oil_pressure", "olie rood", true },
		{ "oil_level", "olie rood", false },
		{ "start_stop", "stop", true },
		{ "high_beam", "", true },
		{ "high_beam", "onzin", false },
	};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(CASES); i++) {
		if (light_matches(light_find(CASES[i].light), CASES[i].search) !=
		    CASES[i].found)
			fail_msg("%s: '%s'", CASES[i].light, CASES[i].search);
	}
}

static void a_path_that_is_none(void **state)
{
	const struct light *brake = light_find("brake");

	(void)state;
	assert_ptr_equal(light_walk(brake, ""), &brake->nodes[0]);
	assert_null(light_walk(brake, "9"));
	assert_null(light_walk(brake, "/"));
	assert_null(light_walk(brake, "000"));
	assert_null(light_walk(brake, "000000000000"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_path_ends),
		cmocka_unit_test(stop_never_ends_in_self_help),
		cmocka_unit_test(the_usual_lights_are_there),
		cmocka_unit_test(what_one_drives_decides_what_one_has),
		cmocka_unit_test(search),
		cmocka_unit_test(a_path_that_is_none),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
