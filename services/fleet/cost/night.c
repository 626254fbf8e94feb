/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A night's work, in parts that are a transaction each: old samples go, new ones find
 * their cells, and cells that something has changed in are counted anew and told.
 */
#include "fleet/register/night.h"
#include "base/mem.h"
#include "fleet/cost/cost.h"
#include "fleet/domain/cost_cell.h"
#include "fleet/store_cost.h"
#include "gen/say_cost_state.h"

#define HOUR        3    /* after the register's; both write in peace */
#define KEEP_MONTHS 36   /* prices of before tell nothing of the coming year */
#define SAMPLES     5000 /* in one part */
#define CELLS       1000
#define TIMER       "costs"
#define KEY         "daily"

static struct cost_subject subject_of(const struct rows *rows, size_t i)
{
	return (struct cost_subject){
		.make = row_text(rows, i, 3),
		.model = row_text(rows, i, 4),
		.fuel = row_text(rows, i, 5),
		.first_admission = row_date(rows, i, 6),
		.visit_date = row_date(rows, i, 1),
		.visit_class = row_text(rows, i, 2),
	};
}

/* Four lists of names one after the other; NULL where it counts in none. */
static void name_cells(const struct rows *rows, char (*names)[COST_CELL_TEXT],
		       const char **ret_cells)
{
	size_t count = rows_count(rows);

	for (size_t i = 0; i < count; i++) {
		struct cost_subject subject = subject_of(rows, i);

		for (enum cost_level level = 0;
		     subject.visit_class && level < COST_LEVELS; level++) {
			size_t at = (size_t)level * count + i;

			cost_cell_name(&subject, level, names[at]);
			ret_cells[at] = names[at][0] != '\0' ? names[at] : NULL;
		}
	}
}

static int place_samples(struct tx *tx, size_t *ret_count, struct err *err)
{
	AUTO(rows) *rows = NULL;

	if (store_cost_dirty(tx, SAMPLES, &rows, err) < 0)
		return -1;
	size_t count = rows_count(rows);
	char(*names)[COST_CELL_TEXT] =
		mem_alloc((count + 1) * COST_LEVELS * sizeof(*names));
	const char **cells = mem_alloc((count + 1) * COST_LEVELS * sizeof(*cells));
	const char **visits = mem_alloc((count + 1) * sizeof(*visits));
	int failed = 0;

	for (size_t i = 0; i < count; i++)
		visits[i] = row_text(rows, i, 0);
	name_cells(rows, names, cells);
	if (count > 0)
		failed = store_cost_place(tx, visits, cells, count, err);
	mem_free(visits);
	mem_free(cells);
	mem_free(names);
	*ret_count = count;
	return failed;
}

static int say_cell(struct outbox *say, const struct cost_told *told, struct err *err)
{
	struct cost_cell cell;

	if (!cost_cell_read(told->cell, &cell))
		return err_set(err, ERR_BROKEN, "'%s' is no cell of costs", told->cell);
	struct cost_state state = {
		.cell = told->cell,
		.version = told->version,
		.make = cell.make[0] != '\0' ? cell.make : NULL,
		.model = cell.model[0] != '\0' ? cell.model : NULL,
		.fuel = wire_fuel_of(cell.fuel[0] != '\0' ? cell.fuel : NULL),
		.age_from = cell.age_from,
		.age_to = cell.age_to,
		.visit_class = wire_visit_class_of(cell.visit_class),
		.visits = told->visits,
		.dealers = told->dealers,
		.p10_cents = told->p10,
		.p50_cents = told->p50,
		.p90_cents = told->p90,
		.p10_net_cents = told->net_p10,
		.has_p10_net_cents = true,
		.p50_net_cents = told->net_p50,
		.has_p50_net_cents = true,
		.p90_net_cents = told->net_p90,
		.has_p90_net_cents = true,
	};

	return say_cost_state(say, &state, err);
}

static bool is_as_told(const struct rows *rows, size_t i, const struct cost_told *now)
{
	const int64_t numbers[] = {
		now->visits, now->dealers, now->p10,     now->p50,
		now->p90,    now->net_p10, now->net_p50, now->net_p90
	};

	if (row_bool(rows, i, 11) != now->said)
		return false;
	for (int n = 0; now->said && n < (int)COUNT_OF(numbers); n++) {
		if (row_int(rows, i, 12 + n) != numbers[n])
			return false;
	}
	return true;
}

static int tell_cell(struct tx *tx, const struct rows *rows, size_t i, struct outbox *say,
		     struct err *err)
{
	struct cost_told now = {
		.cell = row_text(rows, i, 0),
		.version = row_int(rows, i, 10) + 1,
		.said = cost_may_tell(row_int(rows, i, 1), row_int(rows, i, 2)),
		.visits = row_int(rows, i, 1),
		.dealers = row_int(rows, i, 3),
		.p10 = row_int(rows, i, 4),
		.p50 = row_int(rows, i, 5),
		.p90 = row_int(rows, i, 6),
		.net_p10 = row_int(rows, i, 7),
		.net_p50 = row_int(rows, i, 8),
		.net_p90 = row_int(rows, i, 9),
	};

	if (is_as_told(rows, i, &now))
		return 0;
	if (store_cost_told(tx, &now, err) < 0)
		return -1;
	return now.said ? say_cell(say, &now, err)
			: outbox_say_gone(say, &cost_state_type, now.cell, err);
}

static int tell_cells(struct tx *tx, struct outbox *say, size_t *ret_count,
		      struct err *err)
{
	AUTO(rows) *rows = NULL;

	if (store_cost_touched(tx, CELLS, &rows, err) < 0)
		return -1;
	*ret_count = rows_count(rows);
	for (size_t i = 0; i < *ret_count; i++) {
		if (tell_cell(tx, rows, i, say, err) < 0)
			return -1;
	}
	return 0;
}

static int set_next(struct tx *tx, struct err *err)
{
	struct instant at;

	if (night_next(tx_now(tx), HOUR, &at, err) < 0)
		return -1;
	return timer_set(tx, TIMER, KEY, at, err);
}

/* Whether the part was full: then there may be more, and the next one comes at once. */
static int work(struct tx *tx, struct outbox *say, bool *ret_more, struct err *err)
{
	struct civil_date today =
		civil_from_days((int32_t)(tx_now(tx).micros / MICROS_PER_SECOND / 86400));
	size_t count;

	if (store_cost_forget(tx, civil_add_months(today, -KEEP_MONTHS), err) < 0 ||
	    place_samples(tx, &count, err) < 0)
		return -1;
	*ret_more = count == SAMPLES;
	if (*ret_more)
		return 0;
	if (tell_cells(tx, say, &count, err) < 0)
		return -1;
	*ret_more = count == CELLS;
	return 0;
}

int cost_night(void *service, struct tx *tx, const char *key, struct instant due,
	       struct outbox *say, struct err *err)
{
	bool more;

	(void)service;
	(void)due;
	if (work(tx, say, &more, err) < 0)
		return -1;
	return more ? timer_set(tx, TIMER, key, tx_now(tx), err) : set_next(tx, err);
}

static int set_first(void *context, struct tx *tx, struct outbox *say, struct err *err)
{
	(void)context;
	(void)say;
	return set_next(tx, err);
}

int cost_start(struct flow *flow, struct err *err)
{
	return flow_do(flow, "costs/night", set_first, NULL, err);
}
