/* SPDX-License-Identifier: Apache-2.0 */
/* All SQL of consumer_offset: look up, compare-and-set, forget. */
#include "flow/offsets.h"

#include "base/text.h"

/* $1 topic, $2 partition, $3 cluster, $4 now */
static const char SQL_MAKE[] =
	"INSERT INTO consumer_offset (topic, partition, next, cluster, moved_at)"
	" VALUES ($1, $2, 0, $3, $4) ON CONFLICT (topic, partition) DO NOTHING";
/* $1 topic, $2 partition */
static const char SQL_KNOW[] =
	"SELECT next, coalesce(last_offset, -1), last_id, cluster"
	" FROM consumer_offset WHERE topic = $1 AND partition = $2";

int offset_know(struct tx *tx, const char *topic, int partition, const char *cluster,
		struct known_offset *ret_known, struct err *err)
{
	AUTO(rows) *rows = NULL;
	if (tx_run(tx, SQL_MAKE,
		   ARGS(arg_text(topic), arg_int(partition), arg_text(cluster),
			arg_instant(tx_now(tx))),
		   NULL, err) < 0)
		return -1;
	if (tx_rows(tx, SQL_KNOW, ARGS(arg_text(topic), arg_int(partition)), &rows, err) <
	    0)
		return -1;
	if (rows_count(rows) == 0)
		return err_set(err, ERR_LATER, "offset of %s/%d is being forgotten",
			       topic, partition);
	ret_known->next = row_int(rows, 0, 0);
	ret_known->last_offset = row_int(rows, 0, 1);
	text_copy(ret_known->last_id, sizeof(ret_known->last_id), row_text(rows, 0, 2));
	text_copy(ret_known->cluster, sizeof(ret_known->cluster), row_text(rows, 0, 3));
	return 0;
}

/* $1 topics, $2 partitions, $3 expected, $4 next, $5 last offsets, $6 last ids, $7 now */
static const char SQL_MOVE[] =
	"UPDATE consumer_offset o"
	" SET next = s.next, last_offset = s.last_offset, last_id = s.last_id,"
	" moved_at = $7"
	" FROM unnest($1::text[], $2::bigint[], $3::bigint[], $4::bigint[], $5::bigint[],"
	" $6::text[]) AS s (topic, partition, expected, next, last_offset, last_id)"
	" WHERE o.topic = s.topic AND o.partition = s.partition AND o.next = s.expected"
	" RETURNING (SELECT EXISTS (SELECT FROM dead_letter WHERE state = 'parked'))";

struct columns {
	const char **topics;
	const char **ids;
	int64_t *numbers[4];
};

static struct columns columns_new(const struct record_batch *batch)
{
	size_t count = batch->steps_count;
	struct columns columns = { mem_alloc(sizeof(char *) * (count + 1)),
				   mem_alloc(sizeof(char *) * (count + 1)),
				   { 0 } };
	for (size_t i = 0; i < COUNT_OF(columns.numbers); i++)
		columns.numbers[i] = mem_alloc(sizeof(int64_t) * (count + 1));
	for (size_t i = 0; i < count; i++) {
		const struct step *step = &batch->steps[i];
		columns.topics[i] = step->topic;
		columns.ids[i] = step->last_id;
		columns.numbers[0][i] = step->partition;
		columns.numbers[1][i] = step->expected;
		columns.numbers[2][i] = step->next;
		columns.numbers[3][i] = step->last_offset;
	}
	return columns;
}

static void columns_done(struct columns *columns)
{
	mem_free(columns->topics);
	mem_free(columns->ids);
	for (size_t i = 0; i < COUNT_OF(columns->numbers); i++)
		mem_free(columns->numbers[i]);
}

int offset_move(struct tx *tx, const struct record_batch *batch, bool *ret_moved,
		bool *ret_parked, struct err *err)
{
	AUTO(rows) *rows = NULL;
	size_t count = batch->steps_count;
	struct columns columns = columns_new(batch);
	int answer = tx_rows(tx, SQL_MOVE,
			     ARGS(arg_texts(columns.topics, count),
				  arg_ints(columns.numbers[0], count),
				  arg_ints(columns.numbers[1], count),
				  arg_ints(columns.numbers[2], count),
				  arg_ints(columns.numbers[3], count),
				  arg_texts(columns.ids, count), arg_instant(tx_now(tx))),
			     &rows, err);
	columns_done(&columns);
	if (answer < 0)
		return -1;
	*ret_moved = rows_count(rows) == count;
	*ret_parked = rows_count(rows) > 0 && row_bool(rows, 0, 0);
	return 0;
}

static const char SQL_LIST[] = "SELECT topic, partition, next, cluster, moved_at"
			       " FROM consumer_offset ORDER BY topic, partition";

int offset_list(struct tx *tx, struct rows **ret_rows, struct err *err)
{
	return tx_rows(tx, SQL_LIST, NO_ARGS, ret_rows, err);
}

/* $1 topic, $2 partition or -1 */
static const char SQL_FORGET[] = "DELETE FROM consumer_offset WHERE topic = $1"
				 " AND ($2::bigint = -1 OR partition = $2)";

int offset_forget(struct tx *tx, const char *topic, int partition, int64_t *ret_count,
		  struct err *err)
{
	return tx_run(tx, SQL_FORGET, ARGS(arg_text(topic), arg_int(partition)),
		      ret_count, err);
}

/* $1 topics, $2 partitions */
static const char SQL_FORGOTTEN[] =
	"SELECT EXISTS (SELECT FROM unnest($1::text[], $2::bigint[]) AS s"
	" (topic, partition) WHERE NOT EXISTS (SELECT FROM consumer_offset o"
	" WHERE o.topic = s.topic AND o.partition = s.partition))";

int offset_any_forgotten(struct tx *tx, const struct partition_names *names,
			 bool *ret_forgotten, struct err *err)
{
	AUTO(rows) *rows = NULL;
	if (tx_rows(tx, SQL_FORGOTTEN,
		    ARGS(arg_texts(names->topics, names->count),
			 arg_ints(names->partitions, names->count)),
		    &rows, err) < 0)
		return -1;
	*ret_forgotten = row_bool(rows, 0, 0);
	return 0;
}
