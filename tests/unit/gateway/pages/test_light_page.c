/* SPDX-License-Identifier: Apache-2.0 */
/* The pages about lights as a browser gets them. */
#include "gateway/pages/light_page.h"

#include <stdio.h>

#include "base/text.h"
#include "unit.h"

#define PAGE_MOST    ((size_t)200000)
#define REMARKS_MOST 400 /* what the form of an appointment takes */

static struct page_templates *templates;
static const struct dealer_state GARAGE = {
	.name = "Garage <De Brug>",
	.phone = "+31 (0)20 123 45 67",
	.brand_colour = "#aa3300",
};

static struct page_frame frame_of(const struct dealer_state *garage, enum tongue tongue)
{
	return (struct page_frame){ .templates = templates,
				    .dealer = garage,
				    .tongue = tongue };
}

static int setup(void **state)
{
	struct err err = { 0 };

	(void)state;
	return page_templates_open(&templates, &err);
}

static int teardown(void **state)
{
	(void)state;
	page_templates_close(templates);
	return 0;
}

static void write_light(const char *id, const char *path, struct strbuf *out)
{
	struct page_frame frame = frame_of(&GARAGE, TONGUE_NL);
	struct page_light view = {
		.place = { .base = "/m/x/lampje",
			   .home = "/m/x",
			   .book = "/m/x?",
			   .book_end = "#wish" },
		.light = light_find(id),
		.path = path,
	};
	struct err err = { 0 };

	assert_int_equal(page_light_write(&frame, &view, out, &err), 0);
}

static void all_lights_by_colour(void **state)
{
	struct page_frame frame = frame_of(NULL, TONGUE_NL);
	struct page_lights view = { .place = { .base = "/lampje" },
				    .search = "",
				    .fuel = "" };
	STRBUF_AUTO out = strbuf_new(PAGE_MOST);
	struct err err = { 0 };

	(void)state;
	assert_int_equal(page_lights_write(&frame, &view, &out, &err), 0);
	for (size_t i = 0; i < lights_count; i++) {
		assert_non_null(strstr(out.text, lights[i].picture));
	}
	assert_true(strstr(out.text, "Rood: meestal") <
		    strstr(out.text, "Oranje of geel: l"));
	assert_null(strstr(out.text, "<script"));
	assert_null(strstr(out.text, " style="));
	assert_null(strstr(out.text, "<footer>"));
}

static void search_and_fuel_choose(void **state)
{
	struct page_frame frame = frame_of(NULL, TONGUE_EN);
	struct page_lights view = { .place = { .base = "/lampje", .garage = "NL-1" },
				    .search = "<b>",
				    .fuel = "electric" };
	STRBUF_AUTO none = strbuf_new(PAGE_MOST);
	STRBUF_AUTO out = strbuf_new(PAGE_MOST);
	struct err err = { 0 };

	(void)state;
	assert_int_equal(page_lights_write(&frame, &view, &none, &err), 0);
	assert_non_null(strstr(none.text, "value=\"&lt;b&gt;\""));
	assert_non_null(strstr(none.text, "We find no light"));
	view.search = "";
	assert_int_equal(page_lights_write(&frame, &view, &out, &err), 0);
	assert_non_null(strstr(out.text, "/lampje/electric_drive?garage=NL-1"));
	assert_null(strstr(out.text, "/lampje/adblue"));
	assert_non_null(strstr(out.text, "<option value=\"electric\" selected>"));
}

static void a_question_leads_on(void **state)
{
	STRBUF_AUTO out = strbuf_new(PAGE_MOST);

	(void)state;
	write_light("brake", "2", &out);
	assert_non_null(strstr(out.text, "Ja, het is uit"));
	assert_non_null(strstr(out.text, "href=\"/m/x/lampje/brake?path=20\""));
	assert_null(strstr(out.text, "light=brake"));
}

static void stop_now_is_called_and_never_booked(void **state)
{
	STRBUF_AUTO out = strbuf_new(PAGE_MOST);

	(void)state;
	write_light("brake", "0", &out);
	assert_non_null(strstr(out.text, "Stop nu"));
	assert_non_null(strstr(out.text, "href=\"tel:+310201234567\""));
	assert_null(strstr(out.text, "light=brake"));
	assert_non_null(strstr(out.text, "Garage &lt;De Brug&gt;"));
	assert_non_null(strstr(out.text, "/brand/aa3300.css"));
}

static void what_can_wait_is_booked_with_its_story(void **state)
{
	STRBUF_AUTO out = strbuf_new(PAGE_MOST);

	(void)state;
	write_light("abs", "1", &out);
	assert_non_null(strstr(out.text, "Binnen enkele dagen"));
	assert_non_null(strstr(out.text, "href=\"/m/x?light=abs&amp;path=1#wish\""));
}

/* What is filled in beforehand must fit the form it is filled into. */
static void check_complaints(const struct light *light, const char *path)
{
	const struct light_node *node = light_walk(light, path);

	for (int tongue = 0; tongue < TONGUES; tongue++) {
		STRBUF_AUTO text = strbuf_new(PAGE_MOST);

		page_light_complaint((enum tongue)tongue, light->id, path, &text);
		if (text_code_points(slice_of(text.text)) > REMARKS_MOST)
			fail_msg("%s %s: %s", light->id, path, text.text);
	}
	for (int i = 0; i < node->answers_count; i++) {
		char next[LIGHT_PATH_MAX + 2];

		snprintf(next, sizeof(next), "%s%c", path, '0' + i);
		check_complaints(light, next);
	}
}

static void the_complaint(void **state)
{
	STRBUF_AUTO text = strbuf_new(PAGE_MOST);
	STRBUF_AUTO none = strbuf_new(PAGE_MOST);

	(void)state;
	page_light_complaint(TONGUE_NL, "abs", "1", &text);
	assert_string_equal(
		text.text, "Lampje op het dashboard: ABS (oranje of geel lampje). Brandt "
			   "ook het rode lampje van de remmen? Nee.");
	page_light_complaint(TONGUE_NL, "abs", "7", &none);
	page_light_complaint(TONGUE_NL, "nonsense", "", &none);
	assert_string_equal(none.text, "");
	for (size_t i = 0; i < lights_count; i++)
		check_complaints(&lights[i], "");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(all_lights_by_colour),
		cmocka_unit_test(search_and_fuel_choose),
		cmocka_unit_test(a_question_leads_on),
		cmocka_unit_test(stop_now_is_called_and_never_booked),
		cmocka_unit_test(what_can_wait_is_booked_with_its_story),
		cmocka_unit_test(the_complaint),
	};
	return cmocka_run_group_tests(tests, setup, teardown);
}
