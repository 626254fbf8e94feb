/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A garage beside its formula, over the lists of the last quarter whose visits may have
 * come: the thirteen that closed before this week. A garage of no formula is compared
 * with nobody; one that was compared and no longer may be is told so by empty figures.
 */
#include "reminder/list/measure.h"

#include <string.h>

#include "gen/say_benchmark_state.h"
#include "reminder/store_figures.h"

#define GARAGES_MOST 1000
#define WEEKS        13

struct board {
	struct benchmark_state state;
	struct benchmark_state_metric metrics[BENCHMARK_METRICS];
	char computed[INSTANT_TEXT];
};

static enum benchmark_state_metric_name name_of(enum benchmark_metric metric)
{
	static const enum benchmark_state_metric_name NAMES[] = {
		[METRIC_APPROVED] = BENCHMARK_STATE_METRIC_NAME_APPROVED,
		[METRIC_REVIEWED] = BENCHMARK_STATE_METRIC_NAME_REVIEWED,
		[METRIC_VISITED] = BENCHMARK_STATE_METRIC_NAME_VISITED,
		[METRIC_REVENUE] = BENCHMARK_STATE_METRIC_NAME_REVENUE,
		[METRIC_ELSEWHERE] = BENCHMARK_STATE_METRIC_NAME_ELSEWHERE,
		[METRIC_ANSWERED_ADVICES] = BENCHMARK_STATE_METRIC_NAME_ANSWERED_ADVICES,
	};

	return NAMES[metric];
}

/* Fills a board of quartiles; without any of them it tells how many garages: none. */
static void fill_board(struct board *board, const struct garage_figures *own,
		       const struct garage_figures *garages, size_t count)
{
	struct benchmark_line lines[BENCHMARK_METRICS];
	size_t found = benchmark_lines(own, garages, count, lines);

	for (size_t i = 0; i < found; i++)
		board->metrics[i] =
			(struct benchmark_state_metric){ name_of(lines[i].metric),
							 lines[i].own, lines[i].q1,
							 lines[i].median, lines[i].q3 };
	board->state.metrics = board->metrics;
	board->state.metrics_count = found;
	board->state.garages = found > 0 ? (int64_t)count : 0;
}

static int compare(struct desk *desk, const struct figures_row *row, struct board *board,
		   struct err *err)
{
	AUTO_BYTES *memory = mem_alloc(GARAGES_MOST * sizeof(struct garage_figures));
	struct garage_figures *garages = memory;
	size_t count = 0;

	if (store_figures_network(desk->tx, desk->dealer, garages, GARAGES_MOST, &count,
				  err) < 0)
		return -1;
	board->state = (struct benchmark_state){
		.dealer = desk->dealer,
		.version = row->version + 1,
		.computed_at = instant_format(tx_now(desk->tx), board->computed),
		.network = row->network,
		.weeks = WEEKS,
	};
	fill_board(board, &row->figures, garages, count);
	return 0;
}

static int digest_of(const struct benchmark_state *state, struct strbuf *out,
		     struct err *err)
{
	struct benchmark_state still = *state;

	still.version = 1;
	still.computed_at = "2000-01-01T00:00:00Z";
	return msg_encode(&benchmark_state_type, &still, out, err);
}

static int say_board(struct desk *desk, struct figures_row *row, struct err *err)
{
	STRBUF_AUTO said = strbuf_new(benchmark_state_type.max_bytes);
	struct board board = { .computed = "" };

	if (compare(desk, row, &board, err) < 0 ||
	    digest_of(&board.state, &said, err) < 0)
		return -1;
	if (row->said && strcmp(row->said, said.text) == 0)
		return 0;
	row->version = board.state.version;
	row->said = said.text;
	if (store_figures_save(desk->tx, desk->dealer, row, err) < 0)
		return -1;
	return say_benchmark_state(desk->say, &board.state, err);
}

int benchmark_garage(struct desk *desk, struct err *err)
{
	struct weeks_counted weeks = { week_add(desk->week, -WEEKS),
				       week_add(desk->week, -1) };
	AUTO(rows) *rows = NULL;
	struct figures_row row;

	if (store_figures_count(desk->tx, desk->dealer, &weeks, &row, &rows, err) < 0 ||
	    store_figures_save(desk->tx, desk->dealer, &row, err) < 0)
		return -1;
	return row.network ? say_board(desk, &row, err) : 0;
}
