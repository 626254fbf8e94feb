/* SPDX-License-Identifier: Apache-2.0 */
/* One statement a step. */
#include "notification/store_call.h"

static const char SQL_ADD[] =
	"INSERT INTO call_task AS t (task_id, dealer, customer_id, reason_group,"
	" call_from, not_after) VALUES ($1, $2, $3, $4, $5, $6)"
	" ON CONFLICT (task_id) DO UPDATE SET status = 'open', reason = NULL,"
	" call_from = excluded.call_from, not_after = excluded.not_after,"
	" closed_at = NULL, claimed_by = NULL, claimed_until = NULL"
	" WHERE t.status = 'closed'";

static const char SQL_LOAD[] =
	"SELECT task_id, dealer, customer_id, reason_group, status, claimed_by, reason,"
	" call_from, not_after, claimed_until, (SELECT count(*) FROM call_made m"
	" WHERE m.task_id = t.task_id) FROM call_task t WHERE task_id = $1"
	" FOR UPDATE OF t";

static const char SQL_SAVE[] =
	"UPDATE call_task SET status = $2, claimed_by = $3, reason = $4, call_from = $5,"
	" not_after = $6, claimed_until = $7,"
	" closed_at = CASE WHEN $2 = 'closed' THEN $8::timestamptz END"
	" WHERE task_id = $1";

static const char SQL_VERSION[] = "UPDATE call_task SET version = version + 1"
				  " WHERE task_id = $1 RETURNING version";

static const char SQL_NOTE[] =
	"INSERT INTO call_made (task_id, number, dealer, customer_id, reason_group, at,"
	" actor, outcome, remark) SELECT $1, count(*) + 1, $2, $3, $4, $5, $6, $7, $8"
	" FROM call_made WHERE task_id = $1";

/* The gate counts attempts of all channels that try more than once. */
static const char SQL_ATTEMPT[] =
	"INSERT INTO contact_attempt (dealer, person, intent_id, channel, reason_group,"
	" at, reached) SELECT i.dealer, coalesce(i.to_party, i.customer_id), i.intent_id,"
	" 'phone', coalesce(i.reason_group, ''), $2, $3 FROM intent i"
	" WHERE i.intent_id = $1";

static const char SQL_ATTEMPTS[] =
	"SELECT count(*) FROM call_made WHERE dealer = $1 AND customer_id = $2"
	" AND reason_group = $3 AND at > $4::timestamptz - interval '14 days'";

static const char SQL_OPEN_OF[] =
	"SELECT task_id FROM call_task WHERE dealer = $1 AND customer_id = $2"
	" AND status <> 'closed' ORDER BY task_id";

static const char SQL_MADE[] =
	"SELECT at, actor, outcome, remark FROM call_made WHERE task_id = $1"
	" ORDER BY number DESC LIMIT 20";

int store_call_add(struct tx *tx, const struct call_task *task, struct err *err)
{
	return tx_run(tx, SQL_ADD,
		      ARGS(arg_uuid(&task->id), arg_text(task->dealer),
			   arg_text(task->customer), arg_text(task->reason_group),
			   arg_instant(task->call_from), arg_instant(task->not_after)),
		      NULL, err);
}

int store_call_load(struct tx *tx, const struct uuid *id, struct rows **ret_rows,
		    struct call_task *ret_task, struct err *err)
{
	AUTO(rows) *rows = NULL;

	if (tx_rows(tx, SQL_LOAD, ARGS(arg_uuid(id)), &rows, err) < 0)
		return -1;
	if (rows_count(rows) == 0)
		return err_set_code(err, ERR_ABSENT, "CALL_UNKNOWN",
				    "there is no call %s", id->text);
	*ret_task = (struct call_task){
		.id = row_uuid(rows, 0, 0),
		.dealer = row_text(rows, 0, 1),
		.customer = row_text(rows, 0, 2),
		.reason_group = row_text(rows, 0, 3),
		.status = row_text(rows, 0, 4),
		.claimed_by = row_text(rows, 0, 5),
		.reason = row_text(rows, 0, 6),
		.call_from = row_instant(rows, 0, 7),
		.not_after = row_instant(rows, 0, 8),
		.claimed_until = row_instant(rows, 0, 9),
		.attempts = row_int(rows, 0, 10),
	};
	*ret_rows = TAKE(rows);
	return 0;
}

int store_call_save(struct tx *tx, const struct call_task *task, struct err *err)
{
	return tx_run(tx, SQL_SAVE,
		      ARGS(arg_uuid(&task->id), arg_text(task->status),
			   arg_text(task->claimed_by), arg_text(task->reason),
			   arg_instant(task->call_from), arg_instant(task->not_after),
			   arg_instant(task->claimed_until), arg_instant(tx_now(tx))),
		      NULL, err);
}

int store_call_version(struct tx *tx, const struct uuid *id, int64_t *ret_version,
		       struct err *err)
{
	AUTO(rows) *rows = NULL;

	if (tx_rows(tx, SQL_VERSION, ARGS(arg_uuid(id)), &rows, err) < 0)
		return -1;
	*ret_version = row_int(rows, 0, 0);
	return 0;
}

int store_call_note(struct tx *tx, const struct call_task *task,
		    const struct call_made *made, struct err *err)
{
	struct arg now = arg_instant(tx_now(tx));

	if (tx_run(tx, SQL_NOTE,
		   ARGS(arg_uuid(&task->id), arg_text(task->dealer),
			arg_text(task->customer), arg_text(task->reason_group), now,
			arg_text(made->actor), arg_text(made->outcome),
			arg_text(made->remark)),
		   NULL, err) < 0)
		return -1;
	return tx_run(tx, SQL_ATTEMPT,
		      ARGS(arg_uuid(&task->id), now, arg_bool(made->reached)), NULL, err);
}

int store_call_attempts(struct tx *tx, const struct call_task *task,
			int64_t *ret_attempts, struct err *err)
{
	AUTO(rows) *rows = NULL;

	if (tx_rows(tx, SQL_ATTEMPTS,
		    ARGS(arg_text(task->dealer), arg_text(task->customer),
			 arg_text(task->reason_group), arg_instant(tx_now(tx))),
		    &rows, err) < 0)
		return -1;
	*ret_attempts = row_int(rows, 0, 0);
	return 0;
}

int store_calls_open_of(struct tx *tx, const char *dealer, const char *customer,
			struct rows **ret_rows, struct err *err)
{
	return tx_rows(tx, SQL_OPEN_OF, ARGS(arg_text(dealer), arg_text(customer)),
		       ret_rows, err);
}

int store_calls_made(struct tx *tx, const struct uuid *id, struct rows **ret_rows,
		     struct err *err)
{
	return tx_rows(tx, SQL_MADE, ARGS(arg_uuid(id)), ret_rows, err);
}
