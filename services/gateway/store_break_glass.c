/* SPDX-License-Identifier: Apache-2.0 */
/* Rows of transfers that support asks for. */
#include "gateway/store_break_glass.h"

#include <string.h>

#include "gen/command_answered.h"

/* clang-format off */
static const char SQL_CAR[] =
	"SELECT p.passport_id, p.status, p.fleet_id, coalesce(f.name, ''),"
	" coalesce(p.plate, ''), coalesce(c.card ->> 'plate_formatted', p.plate, ''),"
	" coalesce(c.card ->> 'make', ''), coalesce(c.card ->> 'model', ''),"
	" EXISTS (SELECT 1 FROM gateway.break_glass b WHERE b.passport_id = p.passport_id"
	"  AND b.status = 'asked' AND b.expires_at > $3)"
	" FROM gateway.passport p LEFT JOIN gateway.fleet f ON f.fleet_id = p.fleet_id,"
	" LATERAL (SELECT ('{' || p.card || '}')::jsonb AS card) c"
	" WHERE CASE WHEN $1::uuid IS NULL THEN p.plate = $2 ELSE p.passport_id = $1 END"
	" AND p.status <> 'archived' LIMIT 2";

static const char SQL_KNOWN[] =
	"SELECT kind = $2 AND recipient_email = $3 AND reason = $4 AND asked_user = $5 FROM gateway.break_glass WHERE request_id = $1";

static const char SQL_ADD[] =
	"WITH made AS (INSERT INTO gateway.break_glass (request_id, version, status,"
	" passport_id, fleet_id, fleet_name, plate, plate_formatted, make, model, kind,"
	" recipient_email, recipient_name, reason, asked_user, asked_by, asked_at,"
	" expires_at) VALUES ($1, 1, 'asked', $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12,"
	" $13, $14, $15, $16) RETURNING request_id)"
	" INSERT INTO gateway.break_glass_event (request_id, number, at, action, login, name)"
	" SELECT request_id, 1, $15, 'asked', $17, $14 FROM made";

static const char SQL_OPEN[] =
	"SELECT passport_id, fleet_id, version, status, fleet_name, plate, plate_formatted,"
	" make, model, kind, recipient_email, recipient_name, reason, asked_user, asked_by,"
	" expires_at, decided_user, coalesce(decided_login, ''), coalesce(decided_by, ''),"
	" decided_at, party_id, coalesce(outcome, '')"
	" FROM gateway.break_glass WHERE request_id = $1 FOR UPDATE";

static const char SQL_DECIDE[] =
	"WITH done AS (UPDATE gateway.break_glass SET status = $2, version = version + 1,"
	" decided_user = $3, decided_login = $4, decided_by = $5, decided_at = $6,"
	" note = $7, party_id = $8 WHERE request_id = $1 RETURNING request_id, version)"
	" INSERT INTO gateway.break_glass_event (request_id, number, at, action, login, name)"
	" SELECT request_id, version, $6, $2, $4, $5 FROM done";

static const char SQL_MANAGERS[] =
	"SELECT p.party_id, p.email, p.name, p.language, p.home_dealer"
	" FROM gateway.fleet f JOIN gateway.party p ON p.party_id = ANY (f.managers)"
	" WHERE f.fleet_id = $1 AND p.status = 'active'"
	" ORDER BY array_position(f.managers, p.party_id)";

static const char SQL_SETTLE[] =
	"WITH done AS (UPDATE gateway.break_glass b SET version = b.version + 1,"
	" outcome = a.outcome, code = nullif(a.code, '')"
	" FROM unnest($1::uuid[], $2::text[], $3::text[]) AS a (id, outcome, code)"
	" WHERE b.request_id = a.id AND b.status = 'approved' AND b.outcome IS NULL"
	" AND a.outcome <> 'later' RETURNING b.request_id, b.version, b.outcome)"
	" INSERT INTO gateway.break_glass_event (request_id, number, at, action, login, name)"
	" SELECT request_id, version, $4, CASE outcome WHEN 'ok' THEN 'started'"
	" ELSE 'not_started' END, 'beurt', 'Beurt' FROM done";

/* $1 now, $2 who reads it. */
#define SELECT_JSON                                                                          \
	"SELECT jsonb_strip_nulls(jsonb_build_object('request_id', b.request_id,"            \
	" 'version', b.version, 'status', CASE"                                              \
	"  WHEN b.status = 'asked' AND b.expires_at <= $1 THEN 'expired'"                    \
	"  WHEN b.outcome = 'ok' THEN 'started'"                                             \
	"  WHEN b.outcome IS NOT NULL THEN 'not_started' ELSE b.status END,"                 \
	" 'passport_id', b.passport_id, 'plate', nullif(b.plate, ''),"                       \
	" 'plate_formatted', nullif(b.plate_formatted, ''), 'fleet_name', b.fleet_name,"     \
	" 'kind', b.kind, 'recipient', CASE WHEN b.recipient_email <> '' THEN"               \
	"  jsonb_build_object('email', b.recipient_email,"                                   \
	"   'name', nullif(b.recipient_name, '')) END,"                                      \
	" 'reason', nullif(b.reason, ''), 'asked_by', b.asked_by, 'asked_at', b.asked_at,"   \
	" 'expires_at', b.expires_at, 'is_mine', b.asked_user = $2,"                         \
	" 'decided_by', b.decided_by, 'decided_at', b.decided_at,"                           \
	" 'note', nullif(b.note, ''), 'code', b.code,"                                       \
	" 'trail', (SELECT jsonb_agg(jsonb_build_object('at', e.at, 'action', e.action,"     \
	"   'login', e.login, 'name', e.name) ORDER BY e.number)"                            \
	"  FROM gateway.break_glass_event e WHERE e.request_id = b.request_id)))::text"      \
	" FROM gateway.break_glass b"

static const char SQL_LIST[] = SELECT_JSON
	" ORDER BY (b.status = 'asked' AND b.expires_at > $1) DESC, b.asked_at DESC,"
	" b.request_id LIMIT 200";
static const char SQL_ONE[] = SELECT_JSON " WHERE b.request_id = $3";
/* clang-format on */

enum car { PASSPORT, STATUS, FLEET, FLEET_NAME, PLATE, FORMATTED, MAKE, MODEL, IS_ASKED };

/* Its state is looked at here too, so that nobody approves what cannot begin. */
static int check_car(const struct rows *rows, struct err *err)
{
	const char *status = row_text(rows, 0, STATUS);
	if (row_is_null(rows, 0, FLEET))
		return err_set_code(err, ERR_CONFLICT, "NOT_IN_FLEET",
				    "the car is in no fleet: its owner passes it on");
	if (strcmp(status, "transfer_pending") == 0)
		return err_set_code(err, ERR_CONFLICT, "TRANSFER_PENDING",
				    "the car is offered to somebody already");
	if (strcmp(status, "active") != 0)
		return err_set_code(err, ERR_CONFLICT, "PASSPORT_NOT_ACTIVE",
				    "the passport is not active");
	if (row_bool(rows, 0, IS_ASKED))
		return err_set_code(err, ERR_CONFLICT, "ASKED_ALREADY",
				    "support asked for this car already");
	return 0;
}

int store_break_glass_car(struct tx *tx, const struct uuid *passport, const char *plate,
			  struct break_glass *ret_request, struct rows **ret_rows,
			  struct err *err)
{
	AUTO(rows) *rows = NULL;
	if (tx_rows(tx, SQL_CAR,
		    ARGS(arg_uuid(passport), arg_text(plate), arg_instant(tx_now(tx))),
		    &rows, err) < 0)
		return -1;
	if (rows_count(rows) == 0)
		return err_set_code(err, ERR_ABSENT, "NO_SUCH_PASSPORT",
				    "there is no passport of this car");
	if (rows_count(rows) > 1)
		return err_set_code(err, ERR_CONFLICT, "MORE_PASSPORTS",
				    "there are more passports of this plate: "
				    "give passport_id");
	if (check_car(rows, err) < 0)
		return -1;
	ret_request->passport = row_uuid(rows, 0, PASSPORT);
	ret_request->fleet = row_uuid(rows, 0, FLEET);
	ret_request->fleet_name = row_text(rows, 0, FLEET_NAME);
	ret_request->plate = row_text(rows, 0, PLATE);
	ret_request->plate_formatted = row_text(rows, 0, FORMATTED);
	ret_request->make = row_text(rows, 0, MAKE);
	ret_request->model = row_text(rows, 0, MODEL);
	*ret_rows = TAKE(rows);
	return 0;
}

int store_break_glass_known(struct tx *tx, const struct break_glass *request,
			    bool *ret_known, struct err *err)
{
	AUTO(rows) *rows = NULL;
	if (tx_rows(tx, SQL_KNOWN,
		    ARGS(arg_uuid(&request->id), arg_text(request->kind),
			 arg_text(request->recipient_email), arg_text(request->reason),
			 arg_uuid(&request->asked_user)),
		    &rows, err) < 0)
		return -1;
	*ret_known = rows_count(rows) > 0;
	if (*ret_known && !row_bool(rows, 0, 0))
		return err_set_code(err, ERR_CONFLICT, "KEY_USED",
				    "this Idempotency-Key belongs to another request");
	return 0;
}

int store_break_glass_add(struct tx *tx, const struct break_glass *request,
			  const char *login, struct err *err)
{
	return tx_run(tx, SQL_ADD,
		      ARGS(arg_uuid(&request->id), arg_uuid(&request->passport),
			   arg_uuid(&request->fleet), arg_text(request->fleet_name),
			   arg_text(request->plate), arg_text(request->plate_formatted),
			   arg_text(request->make), arg_text(request->model),
			   arg_text(request->kind), arg_text(request->recipient_email),
			   arg_text(request->recipient_name), arg_text(request->reason),
			   arg_uuid(&request->asked_user), arg_text(request->asked_by),
			   arg_instant(tx_now(tx)), arg_instant(request->expires_at),
			   arg_text(login)),
		      NULL, err);
}

int store_break_glass_open(struct tx *tx, const struct uuid *id,
			   struct break_glass *ret_request, struct rows **ret_rows,
			   struct err *err)
{
	AUTO(rows) *rows = NULL;
	if (store_row(tx, (struct by_id){ SQL_OPEN, "request" }, id, &rows, err) < 0)
		return -1;
	struct break_glass request = {
		.id = *id,
		.passport = row_uuid(rows, 0, 0),
		.fleet = row_uuid(rows, 0, 1),
		.version = row_int(rows, 0, 2),
		.status = row_text(rows, 0, 3),
		.fleet_name = row_text(rows, 0, 4),
		.plate = row_text(rows, 0, 5),
		.plate_formatted = row_text(rows, 0, 6),
		.make = row_text(rows, 0, 7),
		.model = row_text(rows, 0, 8),
		.kind = row_text(rows, 0, 9),
		.recipient_email = row_text(rows, 0, 10),
		.recipient_name = row_text(rows, 0, 11),
		.reason = row_text(rows, 0, 12),
		.asked_user = row_uuid(rows, 0, 13),
		.asked_by = row_text(rows, 0, 14),
		.expires_at = row_instant(rows, 0, 15),
		.decided_login = row_text(rows, 0, 17),
		.decided_by = row_text(rows, 0, 18),
		.outcome = row_text(rows, 0, 21),
	};
	if (!row_is_null(rows, 0, 16)) {
		request.decided_user = row_uuid(rows, 0, 16);
		request.decided_at = row_instant(rows, 0, 19);
	}
	if (!row_is_null(rows, 0, 20))
		request.party = row_uuid(rows, 0, 20);
	*ret_request = request;
	*ret_rows = TAKE(rows);
	return 0;
}

int store_break_glass_decide(struct tx *tx, const struct uuid *id,
			     const struct break_glass_step *step, struct err *err)
{
	return tx_run(tx, SQL_DECIDE,
		      ARGS(arg_uuid(id), arg_text(step->status),
			   arg_uuid(&step->by->user), arg_text(step->by->login),
			   arg_text(step->by->name), arg_instant(tx_now(tx)),
			   arg_text(step->note), arg_uuid(&step->party)),
		      NULL, err);
}

int store_break_glass_managers(struct tx *tx, const struct uuid *fleet,
			       struct rows **ret_rows, struct err *err)
{
	return tx_rows(tx, SQL_MANAGERS, ARGS(arg_uuid(fleet)), ret_rows, err);
}

int store_break_glass_answered(struct tx *tx,
			       const struct command_answered *const *answers,
			       size_t count, struct err *err)
{
	const char **ids = mem_alloc(count * sizeof(*ids));
	const char **outcomes = mem_alloc(count * sizeof(*outcomes));
	const char **codes = mem_alloc(count * sizeof(*codes));
	for (size_t i = 0; i < count; i++) {
		ids[i] = answers[i]->command_id;
		outcomes[i] = command_answered_outcome_word(answers[i]->outcome);
		codes[i] = answers[i]->code;
	}
	int result = tx_run(tx, SQL_SETTLE,
			    ARGS(arg_texts(ids, count), arg_texts(outcomes, count),
				 arg_texts(codes, count), arg_instant(tx_now(tx))),
			    NULL, err);
	mem_free(ids);
	mem_free(outcomes);
	mem_free(codes);
	return result;
}

int store_break_glass_list(struct tx *tx, const struct uuid *reader, struct strbuf *out,
			   struct err *err)
{
	AUTO(rows) *rows = NULL;
	if (tx_rows(tx, SQL_LIST, ARGS(arg_instant(tx_now(tx)), arg_uuid(reader)), &rows,
		    err) < 0)
		return -1;
	store_rows_write(rows, 0, out);
	return 0;
}

int store_break_glass_write(struct tx *tx, const struct uuid *id,
			    const struct uuid *reader, struct strbuf *out,
			    struct err *err)
{
	AUTO(rows) *rows = NULL;
	if (tx_rows(tx, SQL_ONE,
		    ARGS(arg_instant(tx_now(tx)), arg_uuid(reader), arg_uuid(id)), &rows,
		    err) < 0)
		return -1;
	if (rows_count(rows) == 0)
		return err_set(err, ERR_ABSENT, "there is no request %s", id->text);
	strbuf_add(out, row_text(rows, 0, 0));
	return 0;
}
