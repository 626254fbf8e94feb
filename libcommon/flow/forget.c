/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Decides in which order a person is taken out: clues first, while there still are any,
 * then the service's own tables, then flow's, then the acknowledgement. A copy that is
 * emptied before person.erased comes takes along what its clues find.
 *
 * A record that was parked is not replayed any more: its value goes at once, and the
 * chores discard it and release the line behind it.
 */
#include "flow/forget.h"

#include <string.h>

#include "base/mem.h"
#include "flow/flow.h"
#include "gen/customer_state.h"
#include "gen/person_erased.h"
#include "gen/say_person_forgotten.h"
#include "gen/vehicle_state.h"

#define CLUES_MAX  2000
#define CLUED      "who.clues" /* in the text of every rule that compares with clues */
#define CLUE_LEAST 5           /* characters: "Jan" would be found everywhere */

/* clang-format off */
static const char SQL_PARKED[] = FORGET
	"UPDATE dead_letter SET value = NULL, asked = 'discard', asked_by = 'erasure'"
	" WHERE state = 'parked' AND (" FORGET_CLUED("key")
	" OR " FORGET_CLUED("encode(value, 'escape')") ")";
static const char SQL_WAITING[] = FORGET
	"UPDATE dead_letter SET value = NULL, state = 'discarded', settled_by = 'erasure',"
	" settled_at = (SELECT at FROM who) WHERE state = 'waiting' AND (" FORGET_CLUED("key")
	" OR " FORGET_CLUED("encode(value, 'escape')") ")";
static const char SQL_ANSWERS[] = FORGET
	"UPDATE command_outcome SET result = NULL, detail = NULL"
	" WHERE (result IS NOT NULL OR detail IS NOT NULL)"
	" AND (aggregate_id = (SELECT person::text FROM who) OR " FORGET_CLUED("result")
	" OR " FORGET_CLUED("detail") ")";

/* $1 texts */
static const char SQL_FOLD[] =
	"SELECT DISTINCT lower(translate(t, '- ', '')) FROM unnest($1::text[]) t"
	" WHERE t IS NOT NULL";
/* clang-format on */

static const struct forget_rule flow_rules[] = {
	{ "dead_letter", SQL_PARKED, NULL },
	{ "dead_letter", SQL_WAITING, NULL },
	{ "command_outcome", SQL_ANSWERS, NULL },
};

/* What the statements are given. */
struct forgetting {
	struct arg args[5];
	const char *texts[CLUES_MAX]; /* lent by the message and by own */
	size_t count;
	struct rows *own;
	struct rows *folded;
	const char *clues[CLUES_MAX]; /* lent by folded */
	bool by_clues;                /* only the rules that compare with clues */
};

static void add(struct forgetting *what, const char *text)
{
	if (text && what->count < CLUES_MAX)
		what->texts[what->count++] = text;
}

/* Escaped bytes keep what is plain text; that is all a clue is looked for in. */
static int fold(struct tx *tx, struct forgetting *what, struct err *err)
{
	size_t count = 0;

	if (tx_rows(tx, SQL_FOLD, ARGS(arg_texts(what->texts, what->count)),
		    &what->folded, err) < 0)
		return -1;
	for (size_t i = 0; i < rows_count(what->folded); i++) {
		const char *text = row_text(what->folded, i, 0);

		if (strlen(text) >= CLUE_LEAST)
			what->clues[count++] = text;
	}
	what->args[3] = arg_texts(what->clues, count);
	return 0;
}

/* The texts that the service's own copies have. */
static int find_own(struct tx *tx, const struct forget_service *service,
		    struct forgetting *what, struct err *err)
{
	if (!service->clues_sql)
		return 0;
	if (tx_rows(tx, service->clues_sql, what->args, 3, &what->own, err) < 0)
		return -1;
	for (size_t i = 0; i < rows_count(what->own); i++)
		add(what, row_text(what->own, i, 0));
	return 0;
}

static int find_clues(struct tx *tx, const struct forget_service *service,
		      const struct person_erased *person, struct forgetting *what,
		      struct err *err)
{
	add(what, person->customer_id ? person->customer_id : person->party_id);
	for (size_t i = 0; i < person->vehicles_count; i++)
		add(what, person->vehicles[i]);
	if (find_own(tx, service, what, err) < 0)
		return -1;
	return fold(tx, what, err);
}

static int run(struct tx *tx, const struct forget_rule *rules, size_t count,
	       const struct forgetting *what, int64_t *rows, struct err *err)
{
	for (size_t i = 0; i < count; i++) {
		int64_t changed = 0;

		if (!rules[i].sql || (what->by_clues && !strstr(rules[i].sql, CLUED)))
			continue;
		if (tx_run(tx, rules[i].sql, what->args, COUNT_OF(what->args), &changed,
			   err) < 0)
			return err_prefix(err, "forgetting in %s: ", rules[i].table);
		*rows += changed;
	}
	return 0;
}

static int run_all(struct tx *tx, const struct forget_service *service,
		   const struct forgetting *what, int64_t *rows, struct err *err)
{
	if (run(tx, service->rules, service->count, what, rows, err) < 0)
		return -1;
	return run(tx, flow_rules, COUNT_OF(flow_rules), what, rows, err);
}

static void finish(struct forgetting *what)
{
	rows_free(what->own);
	rows_free(what->folded);
	mem_free(what);
}

static int acknowledge(const struct forget_service *service,
		       const struct person_erased *person, struct instant now,
		       int64_t rows, struct outbox *say, struct err *err)
{
	char at[INSTANT_TEXT];
	const struct person_forgotten forgotten = {
		.erasure_id = person->erasure_id,
		.dealer = person->dealer,
		.service = service->service,
		.at = instant_format(now, at),
		.customer_id = person->customer_id,
		.party_id = person->party_id,
		.rows = rows,
		.has_rows = true,
	};

	return say_person_forgotten(say, &forgotten, err);
}

int forget_person(struct tx *tx, const struct forget_service *service,
		  const struct person_erased *person, struct outbox *say, struct err *err)
{
	struct forgetting *what = mem_alloc(sizeof(*what));
	int64_t rows = 0;
	int failed;

	what->args[0] = arg_text(person->dealer);
	what->args[1] =
		arg_text(person->customer_id ? person->customer_id : person->party_id);
	what->args[2] = arg_texts(person->vehicles, person->vehicles_count);
	what->args[4] = arg_instant(tx_now(tx));
	failed = find_clues(tx, service, person, what, err);
	if (!failed)
		failed = run_all(tx, service, what, &rows, err);
	if (!failed)
		failed = acknowledge(service, person, tx_now(tx), rows, say, err);
	finish(what);
	return failed;
}

static bool is_named(const char *name)
{
	return name && *name;
}

bool forget_empties(const struct heard *in)
{
	const struct customer_state *customer = in->msg;
	const struct vehicle_state *car = in->msg;

	if (!in->msg || in->type == &customer_state_type)
		return !in->msg || customer->erased;
	return in->type == &vehicle_state_type && !is_named(car->plate) &&
	       !is_named(car->vin);
}

/* Ids are no clues here: the states that empty a copy have them too, and these may wait
 * behind a parked one. */
int forget_by_clues(struct tx *tx, const struct forget_service *service,
		    const char *dealer, const char *id, struct err *err)
{
	struct forgetting *what = mem_alloc(sizeof(*what));
	int64_t rows = 0;
	int failed;

	what->by_clues = true;
	what->args[0] = arg_text(dealer);
	what->args[1] = arg_text(id);
	what->args[2] = arg_texts(&id, 1);
	what->args[4] = arg_instant(tx_now(tx));
	failed = find_own(tx, service, what, err);
	if (!failed && what->count > 0)
		failed = fold(tx, what, err) < 0 ||
			 run_all(tx, service, what, &rows, err) < 0;
	finish(what);
	return failed ? -1 : 0;
}

/* Keys are dealer/id, or an id; what is neither its handler refuses. */
int forget_copy(struct tx *tx, const struct forget_service *service,
		const struct heard *in, struct err *err)
{
	const char *slash = strrchr(in->key, '/');
	const char *id = slash ? slash + 1 : in->key;
	AUTO_TEXT *dealer = NULL;

	if (!forget_empties(in) || !uuid_is_valid(id))
		return 0;
	dealer = mem_text_n(in->key, slash ? (size_t)(slash - in->key) : 0);
	return forget_by_clues(tx, service, dealer, id, err);
}
