/* SPDX-License-Identifier: Apache-2.0 */
/* Drafts as lists of path and value, for the tests of form/. */
#ifndef BEURT_TESTS_DRAFTS_H
#define BEURT_TESTS_DRAFTS_H

#include "inspection/form/paper.h"
#include "unit.h"

#define A1 "01900000-0000-7000-8000-00000000000a"
#define A2 "01900000-0000-7000-8000-00000000000b"
#define W1 "01900000-0000-7000-8000-00000000000c"

static const char *const TYRE_POSITIONS[] = { "LV", "RV" };
static const struct wire_checklist_point POINTS[] = {
	{ .point_id = "tread",
	  .group = "Banden",
	  .text = "Profiel",
	  .unit = "mm",
	  .positions = TYRE_POSITIONS,
	  .positions_count = 2,
	  .waiting = "Langere remweg" },
	{ .point_id = "lambda", .group = "Milieu", .text = "Lambda", .unit = "lambda" },
	{ .point_id = "wipers", .group = "Carrosserie", .text = "Wissers" },
};
static const struct checklist_state CHECKLIST = {
	.dealer = "NL-1",
	.checklist_id = A1,
	.version = 3,
	.name = "Kort",
	.active = true,
	.points = POINTS,
	.points_count = COUNT_OF(POINTS),
};

struct draft {
	struct field_set fields;
	struct shown_list shown;
	struct uuid none;
	struct paper_request request;
};

static inline void write_as(struct draft *draft, const char *device, const char *path,
			    const char *value)
{
	struct write write = { .path = path,
			       .value = value,
			       .device = device,
			       .counter = 1,
			       .revision = 1 };

	(void)fields_write(&draft->fields, &write);
}

static inline void put(struct draft *draft, const char *path, const char *value)
{
	write_as(draft, "tablet", path, value);
}

static inline void draft_start(struct draft *draft)
{
	*draft = (struct draft){ .fields = { .count = 0 } };
	draft->request = (struct paper_request){
		.fields = &draft->fields,
		.checklist = &CHECKLIST,
		.shown = &draft->shown,
		.prefill = "customer",
		.entry = "uninvited",
		.vehicle = &draft->none,
		.customer = &draft->none,
		.registration = &draft->none,
		.today = { 2026, 11, 22 },
	};
	put(draft, "head/inspector", "Piet");
	put(draft, "head/inspection_date", "2026-11-22");
}

static inline struct paper *paper_of(struct draft *draft)
{
	struct err err = { 0 };
	struct paper *paper = NULL;

	if (paper_make(&draft->request, &paper, &err) < 0)
		fail_msg("no paper: %s", err.text);
	return paper;
}

static inline void expect_incomplete(struct draft *draft, const char *words)
{
	struct err err = { 0 };
	struct paper *paper = NULL;

	expect_number(words, paper_make(&draft->request, &paper, &err), -1);
	expect_text(words, err.code, "FORM_INCOMPLETE");
	if (!strstr(err.text, words))
		fail_msg("\"%s\" does not say \"%s\"", err.text, words);
}

#endif
