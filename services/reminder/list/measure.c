/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A garage's cells, a programme and quarter each and one of all recent draws: counted in
 * the database, judged by domain/effect.c, said when the answer moved. Its sums are kept
 * so that small garages of a formula can be measured together.
 */
#include "reminder/lead/lead.h"
#include "reminder/list/measure.h"

#include <stdlib.h>
#include <string.h>

#include "gen/say_effect_state.h"
#include "reminder/store_figures.h"
#include "reminder/store_trial.h"

#define NETWORK_MOST 1000
#define DAY_SECONDS  86400
#define PERSON_ARMS  6 /* columns of an arm */

int measure_daily(struct pool *pool, struct err *err)
{
	AUTO(tx) *tx = NULL;

	if (tx_begin(pool, &tx, err) < 0 ||
	    timer_begin(tx, TIMER_MEASURE_ALL, "all", tx_now(tx), err) < 0 ||
	    timer_begin(tx, TIMER_LEAD_TIDY, "all", tx_now(tx), err) < 0)
		return -1;
	return tx_commit(TAKE(tx), err);
}

int measure_all(struct tx *tx, struct err *err)
{
	AUTO(rows) *rows = NULL;

	if (store_garages_active(tx, &rows, err) < 0)
		return -1;
	for (size_t i = 0; i < rows_count(rows); i++)
		if (timer_set(tx, TIMER_MEASURE, row_text(rows, i, 0), tx_now(tx), err) <
		    0)
			return -1;
	return timer_set(tx, TIMER_MEASURE_ALL, "all",
			 instant_add_seconds(tx_now(tx), DAY_SECONDS), err);
}

static struct effect_arm arm_of(const struct rows *rows, size_t i, int column)
{
	return (struct effect_arm){
		.persons = row_int(rows, i, column),
		.visited = row_int(rows, i, column + 1),
		.revenue_cents = row_int(rows, i, column + 2),
		.revenue_squares = strtod(row_text(rows, i, column + 3), NULL),
	};
}

#define FILL_PEOPLE(people, rows, i, column)                                             \
	do {                                                                             \
		(people).persons = row_int(rows, i, column);                             \
		(people).visited = row_int(rows, i, (column) + 1);                       \
		(people).revenue_cents = row_int(rows, i, (column) + 2);                 \
		(people).elsewhere = row_int(rows, i, (column) + 4);                     \
		(people).sold = row_int(rows, i, (column) + 5);                          \
	} while (0)

static enum effect_state_basis basis_of(enum effect_basis basis)
{
	static const enum effect_state_basis WORDS[] = {
		[EFFECT_TOO_FEW] = EFFECT_STATE_BASIS_TOO_FEW,
		[EFFECT_OWN] = EFFECT_STATE_BASIS_OWN,
		[EFFECT_NETWORK] = EFFECT_STATE_BASIS_NETWORK,
	};

	return WORDS[basis];
}

struct cell {
	struct effect_state state;
	struct effect_state_visits visits;
	struct effect_state_revenue revenue;
	char computed[INSTANT_TEXT];
};

static void fill_answer(struct cell *cell, const struct effect *effect)
{
	struct effect_state *state = &cell->state;

	state->basis = basis_of(effect->basis);
	if (effect->basis == EFFECT_TOO_FEW)
		return;
	cell->visits =
		(struct effect_state_visits){ effect->visits.difference,
					      effect->visits.low, effect->visits.high };
	cell->revenue = (struct effect_state_revenue){ effect->revenue.difference,
						       effect->revenue.low,
						       effect->revenue.high };
	state->visits = &cell->visits;
	state->revenue = &cell->revenue;
	state->has_extra_visits = state->has_extra_cents = effect->basis == EFFECT_OWN;
	state->extra_visits = effect->extra_visits;
	state->extra_cents = effect->extra_cents;
	state->has_garages = effect->basis == EFFECT_NETWORK;
	state->garages = (int64_t)effect->garages;
}

static void fill_counts(struct cell *cell, const struct desk *desk,
			const struct rows *rows, size_t i)
{
	struct effect_state *state = &cell->state;

	*state = (struct effect_state){
		.dealer = desk->dealer,
		.programme = row_text(rows, i, EFFECT_PROGRAMME),
		.quarter = row_text(rows, i, EFFECT_QUARTER),
		.version = row_int(rows, i, EFFECT_VERSION) + 1,
		.computed_at = instant_format(tx_now(desk->tx), cell->computed),
		.window_days = EFFECT_DAYS,
		.waiting = row_int(rows, i, EFFECT_WAITING),
	};
	FILL_PEOPLE(state->treated, rows, i, EFFECT_TREATED);
	FILL_PEOPLE(state->held_out, rows, i, EFFECT_HELD_OUT);
	state->held_out.contaminated = row_int(rows, i, EFFECT_CONTAMINATED);
	state->held_out.has_contaminated = true;
}

/* Whether the answer moved is judged on its text without version and moment. */
static int digest_of(const struct effect_state *state, struct strbuf *out,
		     struct err *err)
{
	struct effect_state still = *state;

	still.version = 1;
	still.computed_at = "2000-01-01T00:00:00Z";
	return msg_encode(&effect_state_type, &still, out, err);
}

static int judge_network(struct desk *desk, const struct effect_key *key,
			 const struct effect_group *own, struct effect *ret_effect,
			 struct err *err)
{
	AUTO_BYTES *memory = mem_alloc(NETWORK_MOST * sizeof(struct effect_group));
	struct effect_group *groups = memory;
	size_t count;

	if (store_effect_network(desk->tx, key, groups, NETWORK_MOST, &count, err) < 0)
		return -1;
	*ret_effect = effect_judge(own, groups, count);
	return 0;
}

static int measure_cell(struct desk *desk, const struct rows *rows, size_t i,
			struct err *err)
{
	struct effect_key key = { desk->dealer, row_text(rows, i, EFFECT_PROGRAMME),
				  row_text(rows, i, EFFECT_QUARTER) };
	struct effect_group own = { arm_of(rows, i, EFFECT_TREATED),
				    arm_of(rows, i, EFFECT_HELD_OUT) };
	const char *before = row_text(rows, i, EFFECT_SAID);
	STRBUF_AUTO said = strbuf_new(effect_state_type.max_bytes);
	struct cell cell = { .computed = "" };
	struct effect effect;

	/* Its own sums first: they are among its formula's. */
	fill_counts(&cell, desk, rows, i);
	if (store_effect_save(desk->tx, &key, &own, cell.state.version - 1,
			      before ? before : "", err) < 0 ||
	    judge_network(desk, &key, &own, &effect, err) < 0)
		return -1;
	fill_answer(&cell, &effect);
	if (digest_of(&cell.state, &said, err) < 0)
		return -1;
	if (before && strcmp(before, said.text) == 0)
		return 0;
	if (store_effect_save(desk->tx, &key, &own, cell.state.version, said.text, err) <
	    0)
		return -1;
	return say_effect_state(desk->say, &cell.state, err);
}

int measure_garage(struct desk *desk, struct err *err)
{
	struct civil_date today = zone_local(desk->garage.zone, tx_now(desk->tx)).date;
	AUTO(rows) *rows = NULL;

	if (store_effect_count(desk->tx, desk->dealer, today, &rows, err) < 0)
		return -1;
	for (size_t i = 0; i < rows_count(rows); i++)
		if (measure_cell(desk, rows, i, err) < 0)
			return -1;
	return benchmark_garage(desk, err);
}
