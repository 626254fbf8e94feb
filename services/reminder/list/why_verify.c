/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The stored explanation run again: same inputs, same rules, so the same dates, or the
 * record does not explain what was proposed.
 */
#include <string.h>

#include "reminder/list/why.h"
#include "reminder/read.h"

static int read_input(const struct proposal_state_why_input *input,
		      struct history *history, struct err *err)
{
	struct visit visit = { .odometer_km = -1, .trust = TRUST_WORKSHOP };

	if (read_date(input->date, &visit.date, err) < 0)
		return -1;
	memcpy(visit.id, uuid_from(input->source_id).text, UUID_TEXT);
	if (input->has_odometer_km)
		visit.odometer_km = input->odometer_km;
	for (size_t i = 0; i < input->classes_count; i++)
		visit.work |= work_from_text(wire_visit_class_word(input->classes[i]));
	if (visit.work & WORK_APK)
		visit.trust = TRUST_APK;
	history_add(history, &visit);
	return 0;
}

int why_recompute(const struct proposal_state_why *why, struct prediction *ret_prediction,
		  struct err *err)
{
	AUTO(history) *history = history_new();
	struct civil_date since;

	if (read_date(why->computed_on, &since, err) < 0 ||
	    read_date(why->first_admission, &history->first_admission, err) < 0 ||
	    read_date(why->apk_expiry, &history->apk_expiry, err) < 0)
		return -1;
	history->fuel = fuel_from_text(wire_fuel_word(why->fuel));
	history->category =
		apk_category_from_text(wire_vehicle_category_word(why->category));
	history->interval_months = (int)why->interval_months;
	history->interval_km = why->interval_km;
	for (size_t i = 0; i < why->inputs_count; i++)
		if (read_input(&why->inputs[i], history, err) < 0)
			return err_prefix(err, "why/inputs/%zu: ", i);
	predict(history, CAR_OF_CUSTOMER, since, ret_prediction);
	return 0;
}

static int must_be(const char *field, const char *stored, struct civil_date computed,
		   struct err *err)
{
	char text[CIVIL_TEXT] = "none";

	if (civil_is_set(computed))
		civil_format(computed, text);
	if (strcmp(stored ? stored : "none", text) == 0)
		return 0;
	return err_set(err, ERR_BROKEN, "%s is stored as %s and recomputed as %s", field,
		       stored ? stored : "none", text);
}

int why_verify(const struct proposal_state *proposal, struct err *err)
{
	AUTO_BYTES *memory = mem_alloc(sizeof(struct prediction));
	struct prediction *p = memory;
	enum reason_group group;
	struct when when;

	if (!proposal->why)
		return err_set(err, ERR_INVALID, "the proposal has no explanation");
	if (why_recompute(proposal->why, p, err) < 0)
		return -1;
	group = reason_group_from(wire_reason_group_word(proposal->reason_group));
	when = expected_when(p, group);
	if (must_be("due_p10", proposal->due_p10, when.p10, err) < 0 ||
	    must_be("due_p50", proposal->due_p50, when.p50, err) < 0 ||
	    must_be("due_p90", proposal->due_p90, when.p90, err) < 0)
		return -1;
	return must_be("apk_expiry", proposal->apk_expiry, p->apk_expiry, err);
}
