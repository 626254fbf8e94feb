/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The command log: what was asked, and the one answer to it.
 */
#include <string.h>

#include "gateway/store.h"
#include "gen/command_answered.h"

/* clang-format off */
static const char SQL_OPEN[] =
	"INSERT INTO gateway.command (command_id, dealer, actor, kind, request_hash,"
	" submitted_at, message) VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT DO NOTHING";

static const char SQL_KNOWN[] =
	"SELECT request_hash, message, submitted_at FROM gateway.command"
	" WHERE dealer = $1 AND command_id = $2";

static const char SQL_ANSWERED[] =
	"UPDATE gateway.command c SET outcome = a.outcome, code = a.code, detail = a.detail,"
	" aggregate_id = a.aggregate_id, version = a.version, result = a.result,"
	" answered_at = $8"
	" FROM unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::text[],"
	"  $6::bigint[], $7::text[]) AS a(id, outcome, code, detail, aggregate_id, version,"
	"  result)"
	" WHERE c.command_id = a.id AND c.outcome IS NULL";

/* The result is JSON text already: it takes the closing brace's place. */
static const char SQL_ONE[] =
	"SELECT CASE WHEN result IS NULL THEN head"
	" ELSE left(head, -1) || ',\"result\":' || result || '}' END"
	" FROM (SELECT result, jsonb_strip_nulls(jsonb_build_object("
	"  'command_id', command_id, 'status',"
	"  CASE WHEN outcome IS NULL THEN 'pending' ELSE 'done' END,"
	"  'outcome', outcome, 'code', code, 'detail', detail,"
	"  'aggregate_id', aggregate_id, 'version', NULLIF(version, 0),"
	"  'submitted_at', submitted_at, 'answered_at', answered_at))::text AS head"
	"  FROM gateway.command WHERE command_id = $1) c";

static const char SQL_IS_ANSWERED[] =
	"SELECT EXISTS (SELECT 1 FROM gateway.command WHERE command_id = $1"
	" AND outcome <> 'later')";

static const char SQL_UNANSWERED[] =
	"SELECT command_id, kind, message FROM gateway.command"
	" WHERE outcome IS NULL AND message IS NOT NULL AND submitted_at < $1"
	" ORDER BY submitted_at LIMIT 500";

static const char SQL_GIVE_UP[] =
	"UPDATE gateway.command SET outcome = 'later', code = 'NO_ANSWER',"
	" detail = 'no answer came; ask again', answered_at = $2"
	" WHERE outcome IS NULL AND message IS NULL AND submitted_at < $1";

static const char SQL_FORGET_COMMANDS[] =
	"DELETE FROM gateway.command WHERE submitted_at < $1";

static const char SQL_FORGET_OPERATIONS[] = "DELETE FROM gateway.operation WHERE at < $1";

static const char SQL_VISIBLE[] =
	"SELECT EXISTS (SELECT 1 FROM gateway.proposal"
	"  WHERE proposal_id = $1::uuid AND version >= $2)"
	" OR EXISTS (SELECT 1 FROM gateway.intake"
	"  WHERE record_id = $1::uuid AND version >= $2)"
	" OR EXISTS (SELECT 1 FROM gateway.consent"
	"  WHERE customer_id = $1::uuid AND version >= $2)"
	" OR EXISTS (SELECT 1 FROM gateway.inspection"
	"  WHERE inspection_id = $1::uuid AND version >= $2)"
	" OR EXISTS (SELECT 1 FROM gateway.checklist"
	"  WHERE checklist_id = $1::uuid AND version >= $2)"
	" OR EXISTS (SELECT 1 FROM gateway.registration"
	"  WHERE registration_id = $1::uuid AND version >= $2)"
	" OR EXISTS (SELECT 1 FROM gateway.appointment"
	"  WHERE appointment_id = $1::uuid AND version >= $2)"
	" OR EXISTS (SELECT 1 FROM gateway.print_batch"
	"  WHERE batch_id = $1::uuid AND version >= $2)"
	" OR EXISTS (SELECT 1 FROM gateway.call_task"
	"  WHERE task_id = $1::uuid AND version >= $2)"
	" OR EXISTS (SELECT 1 FROM gateway.campaign"
	"  WHERE campaign_id = $1::uuid AND version >= $2)"
	" OR EXISTS (SELECT 1 FROM gateway.lead"
	"  WHERE lead_id = $1::uuid AND version >= $2)"
	" OR EXISTS (SELECT 1 FROM gateway.shown WHERE id = $1::uuid AND version >= $2)";

/* $1 ids, $2 versions: what is shown of them is not older. */
static const char SQL_SHOWN[] =
	"SELECT NOT EXISTS (SELECT 1 FROM unnest($1::uuid[], $2::bigint[]) AS t (id, version)"
	" WHERE NOT EXISTS (SELECT 1 FROM gateway.shown s"
	"  WHERE s.id = t.id AND s.version >= t.version))";
/* clang-format on */

int store_command_open(struct tx *tx, const struct command_row *row,
		       struct command_known *ret_known, struct err *err)
{
	int64_t added;
	if (tx_run(tx, SQL_OPEN,
		   ARGS(arg_uuid(&row->id), arg_text(row->dealer), arg_text(row->actor),
			arg_text(row->kind), arg_text(row->request_hash),
			arg_instant(row->submitted_at), arg_text(row->message)),
		   &added, err) < 0)
		return -1;
	*ret_known = (struct command_known){ .message = NULL };
	if (added == 1)
		return 0;
	AUTO(rows) *rows = NULL;
	if (tx_rows(tx, SQL_KNOWN, ARGS(arg_text(row->dealer), arg_uuid(&row->id)), &rows,
		    err) < 0)
		return -1;
	if (rows_count(rows) == 0 || strcmp(row_text(rows, 0, 0), row->request_hash) != 0)
		return err_set_code(err, ERR_CONFLICT, "KEY_USED",
				    "this Idempotency-Key belongs to another request");
	*ret_known = (struct command_known){ .message = mem_text(row_text(rows, 0, 1)),
					     .submitted_at = row_instant(rows, 0, 2) };
	return 0;
}

/* The columns of answers as arrays. */
struct answer_arrays {
	const char **texts[6]; /* id, outcome, code, detail, aggregate, result */
	int64_t *versions;
};

static struct answer_arrays arrays_of(const struct command_answered *const *answers,
				      size_t count)
{
	struct answer_arrays arrays = { .versions = mem_alloc(count * sizeof(int64_t)) };
	for (size_t column = 0; column < COUNT_OF(arrays.texts); column++)
		arrays.texts[column] = mem_alloc(count * sizeof(char *));
	for (size_t i = 0; i < count; i++) {
		const struct command_answered *answer = answers[i];
		arrays.texts[0][i] = answer->command_id;
		arrays.texts[1][i] = command_answered_outcome_word(answer->outcome);
		arrays.texts[2][i] = answer->code;
		arrays.texts[3][i] = answer->detail;
		arrays.texts[4][i] = answer->aggregate_id;
		arrays.texts[5][i] = answer->result;
		arrays.versions[i] = answer->version;
	}
	return arrays;
}

static void arrays_done(struct answer_arrays *arrays)
{
	for (size_t column = 0; column < COUNT_OF(arrays->texts); column++)
		mem_free(arrays->texts[column]);
	mem_free(arrays->versions);
}

int store_commands_answered(struct tx *tx, const struct command_answered *const *answers,
			    size_t count, struct err *err)
{
	struct answer_arrays a = arrays_of(answers, count);
	int result =
		tx_run(tx, SQL_ANSWERED,
		       ARGS(arg_texts(a.texts[0], count), arg_texts(a.texts[1], count),
			    arg_texts(a.texts[2], count), arg_texts(a.texts[3], count),
			    arg_texts(a.texts[4], count), arg_ints(a.versions, count),
			    arg_texts(a.texts[5], count), arg_instant(tx_now(tx))),
		       NULL, err);
	arrays_done(&a);
	return result;
}

int store_command_write(struct tx *tx, const struct uuid *id, struct strbuf *out,
			struct err *err)
{
	AUTO(rows) *rows = NULL;
	if (store_row(tx, (struct by_id){ SQL_ONE, "command" }, id, &rows, err) < 0)
		return -1;
	strbuf_add(out, row_text(rows, 0, 0));
	return 0;
}

int store_is_visible(struct tx *tx, const char *aggregate, int64_t version,
		     bool *ret_visible, struct err *err)
{
	AUTO(rows) *rows = NULL;
	if (tx_rows(tx, SQL_VISIBLE, ARGS(arg_text(aggregate), arg_int(version)), &rows,
		    err) < 0)
		return -1;
	*ret_visible = row_bool(rows, 0, 0);
	return 0;
}

int store_are_shown(struct tx *tx, const struct told *told, bool *ret_shown,
		    struct err *err)
{
	AUTO(rows) *rows = NULL;
	size_t count = told->states_count;
	const char **ids = mem_alloc(count * sizeof(*ids));
	int64_t *versions = mem_alloc(count * sizeof(*versions));
	for (size_t i = 0; i < count; i++) {
		ids[i] = told->states[i].id.text;
		versions[i] = told->states[i].version;
	}
	int result = tx_rows(tx, SQL_SHOWN,
			     ARGS(arg_texts(ids, count), arg_ints(versions, count)),
			     &rows, err);
	mem_free(ids);
	mem_free(versions);
	if (result == 0)
		*ret_shown = row_bool(rows, 0, 0);
	return result;
}

int store_command_is_answered(struct tx *tx, const struct uuid *id, bool *ret_is,
			      struct err *err)
{
	AUTO(rows) *rows = NULL;
	if (tx_rows(tx, SQL_IS_ANSWERED, ARGS(arg_uuid(id)), &rows, err) < 0)
		return -1;
	*ret_is = row_bool(rows, 0, 0);
	return 0;
}

int store_commands_unanswered(struct tx *tx, struct instant before,
			      struct rows **ret_rows, struct err *err)
{
	return tx_rows(tx, SQL_UNANSWERED, ARGS(arg_instant(before)), ret_rows, err);
}

int store_commands_give_up(struct tx *tx, struct instant before, struct err *err)
{
	return tx_run(tx, SQL_GIVE_UP, ARGS(arg_instant(before), arg_instant(tx_now(tx))),
		      NULL, err);
}

int store_forget_commands(struct tx *tx, struct instant before, struct err *err)
{
	if (tx_run(tx, SQL_FORGET_COMMANDS, ARGS(arg_instant(before)), NULL, err) < 0)
		return -1;
	return tx_run(tx, SQL_FORGET_OPERATIONS, ARGS(arg_instant(before)), NULL, err);
}
