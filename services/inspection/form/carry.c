/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Open is an advice that was not executed, and a point that was advised about or bad
 * without an advice to it.
 */
#include "inspection/form/carry.h"

#include <assert.h>
#include <string.h>

#include "base/mem.h"

/* All a version can hold: 100 advices and 400 points, measured at 10 places each. */
#define MOST_CARRIED  500
#define MOST_PREVIOUS 4000

static enum wire_line_answer answer_to(const char *advice_id,
				       const struct carry_answer *answers, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (strcmp(answers[i].advice_id, advice_id) == 0)
			return answers[i].answer;
	return WIRE_LINE_ANSWER_NONE;
}

static void add(struct carry *to, const struct inspection_state_carried *row)
{
	assert(to->carried_count < MOST_CARRIED);
	to->carried[to->carried_count++] = *row;
}

static bool has_advice(const struct inspection_version_state_form *form,
		       const char *point_id)
{
	for (size_t i = 0; i < form->advices_count; i++)
		if (form->advices[i].point_id &&
		    strcmp(form->advices[i].point_id, point_id) == 0)
			return true;
	return false;
}

static void add_points(struct carry *to, const struct inspection_version_state *before)
{
	const struct inspection_version_state_form *form = &before->form;

	for (size_t i = 0; i < form->points_count; i++) {
		const struct inspection_version_state_form_point *point =
			&form->points[i];
		bool bad = point->status == WIRE_POINT_STATUS_NECESSARY;

		if ((!bad && point->status != WIRE_POINT_STATUS_ADVICE) ||
		    has_advice(form, point->point_id))
			continue;
		add(to, &(struct inspection_state_carried){
				.inspection_id = before->inspection_id,
				.date = form->inspection_date,
				.point_id = point->point_id,
				.text = point->text,
				.severity = bad ? WIRE_ADVICE_SEVERITY_NECESSARY
						: WIRE_ADVICE_SEVERITY_ADVICE,
			});
	}
}

static void add_measures(struct carry *to, const struct inspection_version_state *before,
			 const struct inspection_version_state_form_point *point)
{
	assert(to->previous_count + point->measures_count <= MOST_PREVIOUS);
	for (size_t i = 0; i < point->measures_count; i++)
		to->previous[to->previous_count++] = (struct inspection_state_previou){
			.point_id = point->point_id,
			.position = point->measures[i].position,
			.value = point->measures[i].value,
			.date = before->form.inspection_date,
		};
}

struct carry carry_of(const struct inspection_version_state *before,
		      const struct carry_answer *answers, size_t count)
{
	struct carry carry = { .carried_count = 0 };

	if (!before)
		return carry;
	carry.carried = mem_alloc(MOST_CARRIED * sizeof(*carry.carried));
	carry.previous = mem_alloc(MOST_PREVIOUS * sizeof(*carry.previous));
	for (size_t i = 0; i < before->form.advices_count; i++) {
		const struct wire_advice_line *line = &before->form.advices[i];

		if (line->executed)
			continue;
		add(&carry, &(struct inspection_state_carried){
				    .inspection_id = before->inspection_id,
				    .date = before->form.inspection_date,
				    .point_id = line->point_id,
				    .advice_id = line->advice_id,
				    .text = line->text,
				    .severity = line->severity,
				    .answer = answer_to(line->advice_id, answers, count),
			    });
	}
	add_points(&carry, before);
	for (size_t i = 0; i < before->form.points_count; i++)
		add_measures(&carry, before, &before->form.points[i]);
	return carry;
}

void carry_done(struct carry *carry)
{
	mem_free(carry->carried);
	mem_free(carry->previous);
	*carry = (struct carry){ .carried_count = 0 };
}
