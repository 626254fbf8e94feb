/* SPDX-License-Identifier: Apache-2.0 */
/* print_batch.state: counts, prices and numbers of sheets; no person is named. */
#include "base/mem.h"
#include "gen/say_print_batch_state.h"
#include "notification/print/print.h"

#define MOMENTS 4

struct told {
	struct print_batch_state state;
	char moments[MOMENTS][INSTANT_TEXT];
	char days[2][CIVIL_TEXT];
	struct print_batch_state_piece *pieces;
	struct print_batch_state_left_out *left_out;
	struct print_batch_state_too_late *too_late;
};

static const char *moment(struct instant at, char text[INSTANT_TEXT])
{
	return instant_is_set(at) ? instant_format(at, text) : NULL;
}

static const char *day(struct civil_date date, char text[CIVIL_TEXT])
{
	return civil_is_set(date) ? civil_format(date, text) : NULL;
}

static void set_batch(struct told *told, const struct print_batch *batch)
{
	told->state = (struct print_batch_state){
		.dealer = batch->dealer,
		.batch_id = batch->id.text,
		.kind = print_batch_state_kind_of(batch->kind),
		.status = print_batch_state_status_of(batch->status),
		.closes_at = moment(batch->closes_at, told->moments[0]),
		.closed_at = moment(batch->closed_at, told->moments[1]),
		.handed_over_at = moment(batch->handed_over_at, told->moments[2]),
		.printed_at = moment(batch->printed_at, told->moments[3]),
		.count = batch->count,
		.each_cents = batch->each_cents,
		.has_each_cents = batch->has_each_cents,
		.cost_cents = batch->count * batch->each_cents,
		.print_house = batch->print_house,
		.has_print_house = true,
		.posted_on = day(batch->posted_on, told->days[0]),
		.counts_from = day(batch->counts_from, told->days[1]),
	};
}

static void set_pieces(struct told *told, const struct rows *rows)
{
	size_t count = rows_count(rows);

	told->pieces = mem_alloc((count + 1) * sizeof(*told->pieces));
	for (size_t i = 0; i < count; i++)
		told->pieces[i] = (struct print_batch_state_piece){
			.number = row_int(rows, i, 0),
			.first = row_int(rows, i, 1),
			.has_first = true,
			.count = row_int(rows, i, 2),
			.bytes = row_int(rows, i, 3),
			.sha256 = row_text(rows, i, 4),
		};
	told->state.pieces = told->pieces;
	told->state.pieces_count = count;
}

static void set_left_out(struct told *told, const struct rows *rows)
{
	size_t count = rows_count(rows);

	told->left_out = mem_alloc((count + 1) * sizeof(*told->left_out));
	for (size_t i = 0; i < count; i++)
		told->left_out[i] = (struct print_batch_state_left_out){
			.reason = row_text(rows, i, 0),
			.count = row_int(rows, i, 1),
		};
	told->state.left_out = told->left_out;
	told->state.left_out_count = count;
}

static void set_too_late(struct told *told, const struct rows *rows)
{
	size_t count = rows_count(rows);

	told->too_late = mem_alloc((count + 1) * sizeof(*told->too_late));
	for (size_t i = 0; i < count; i++)
		told->too_late[i] = (struct print_batch_state_too_late){
			.sheet = row_int(rows, i, 0),
			.piece = row_int(rows, i, 1),
			.reason = row_text(rows, i, 2),
		};
	told->state.too_late = told->too_late;
	told->state.too_late_count = count;
}

int print_say(struct tx *tx, const struct uuid *id, struct outbox *say,
	      int64_t *ret_version, struct err *err)
{
	struct told told = { .pieces = NULL };
	struct print_batch batch;
	AUTO(rows) *rows = NULL;
	AUTO(rows) *pieces = NULL;
	AUTO(rows) *left = NULL;
	AUTO(rows) *late = NULL;

	if (store_print_batch(tx, id, &rows, &batch, err) < 0 ||
	    store_print_pieces(tx, id, &pieces, err) < 0 ||
	    store_print_left_counts(tx, id, &left, err) < 0 ||
	    store_print_late(tx, id, &late, err) < 0)
		return -1;
	set_batch(&told, &batch);
	set_pieces(&told, pieces);
	set_left_out(&told, left);
	set_too_late(&told, late);
	int failed = store_print_version(tx, id, &told.state.version, err);

	if (failed == 0)
		failed = say_print_batch_state(say, &told.state, err);
	if (failed == 0 && ret_version)
		*ret_version = told.state.version;
	mem_free(told.pieces);
	mem_free(told.left_out);
	mem_free(told.too_late);
	return failed;
}
