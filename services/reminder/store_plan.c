/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Plans: many vehicles' steps in one statement, and whose step falls due.
 */
#include "base/mem.h"
#include "reminder/store_vehicle.h"

static const char SQL_SAVE[] =
	"WITH step AS (SELECT s.vehicle_id::uuid, s.reason_group, s.step::smallint,"
	" s.cycle::date, s.send_on::date, s.until::date"
	" FROM unnest($3::text[], $4::text[], $5::bigint[], $6::text[], $7::text[],"
	" $8::text[]) AS s (vehicle_id, reason_group, step, cycle, send_on, until)),"
	" gone AS (DELETE FROM plan WHERE dealer = $1"
	" AND vehicle_id = ANY($2::text[]::uuid[]) AND (vehicle_id, reason_group, step)"
	" NOT IN (SELECT vehicle_id, reason_group, step FROM step))"
	" INSERT INTO plan AS p (dealer, vehicle_id, reason_group, step, cycle, send_on,"
	" until) SELECT $1, step.* FROM step"
	" ON CONFLICT (dealer, vehicle_id, reason_group, step) DO UPDATE"
	" SET cycle = excluded.cycle, send_on = excluded.send_on, until = excluded.until"
	" WHERE (p.cycle, p.send_on, p.until) IS DISTINCT FROM"
	" (excluded.cycle, excluded.send_on, excluded.until)";

static const char SQL_DUE[] =
	"SELECT DISTINCT vehicle_id FROM plan WHERE dealer = $1 AND until >= $2"
	" AND send_on <= $3 AND ($4::uuid IS NULL OR vehicle_id > $4)"
	" ORDER BY vehicle_id LIMIT $5";

/* Steps as columns. */
struct steps {
	size_t count;
	const char **vehicles;
	const char **groups;
	int64_t *steps;
	const char **days[3]; /* cycle, send_on, until */
	char (*texts)[3][CIVIL_TEXT];
};

static struct steps steps_new(size_t most)
{
	struct steps steps = {
		.vehicles = mem_alloc((most + 1) * sizeof(char *)),
		.groups = mem_alloc((most + 1) * sizeof(char *)),
		.steps = mem_alloc((most + 1) * sizeof(int64_t)),
		.texts = mem_alloc((most + 1) * sizeof(*steps.texts)),
	};

	for (size_t i = 0; i < COUNT_OF(steps.days); i++)
		steps.days[i] = mem_alloc((most + 1) * sizeof(char *));
	return steps;
}

static void steps_done(struct steps *steps)
{
	mem_free(steps->vehicles);
	mem_free(steps->groups);
	mem_free(steps->steps);
	for (size_t i = 0; i < COUNT_OF(steps->days); i++)
		mem_free(steps->days[i]);
	mem_free(steps->texts);
}
#define STEPS_AUTO __attribute__((cleanup(steps_done))) struct steps

static void steps_add(struct steps *steps, const char *vehicle,
		      const struct plan_step *step)
{
	size_t i = steps->count++;

	steps->vehicles[i] = vehicle;
	steps->groups[i] = reason_group_name(step->group);
	steps->steps[i] = step->step;
	steps->days[0][i] = civil_format(step->cycle, steps->texts[i][0]);
	steps->days[1][i] = civil_format(step->send_on, steps->texts[i][1]);
	steps->days[2][i] = civil_format(step->until, steps->texts[i][2]);
}

int store_plans_save(struct tx *tx, const char *dealer, const struct plans *plans,
		     struct err *err)
{
	STEPS_AUTO s = steps_new(plans->count * PLAN_STEPS);

	for (size_t i = 0; i < plans->count; i++)
		for (size_t n = 0; n < plans->plans[i].count; n++)
			steps_add(&s, plans->vehicles[i], &plans->plans[i].steps[n]);
	return tx_run(tx, SQL_SAVE,
		      ARGS(arg_text(dealer), arg_texts(plans->vehicles, plans->count),
			   arg_texts(s.vehicles, s.count), arg_texts(s.groups, s.count),
			   arg_ints(s.steps, s.count), arg_texts(s.days[0], s.count),
			   arg_texts(s.days[1], s.count), arg_texts(s.days[2], s.count)),
		      NULL, err);
}

int store_plan_due(struct tx *tx, const char *dealer, const struct plan_page *page,
		   struct rows **ret_rows, struct err *err)
{
	return tx_rows(tx, SQL_DUE,
		       ARGS(arg_text(dealer), arg_date(page->not_given_up_by),
			    arg_date(page->due_by), arg_uuid(&page->after),
			    arg_int(page->limit)),
		       ret_rows, err);
}
