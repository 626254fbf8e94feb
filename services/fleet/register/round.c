/* SPDX-License-Identifier: Apache-2.0 */
/* The three steps in their order, and giving back what could not be asked. */
#include "fleet/register/round.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "base/mem.h"
#include "base/text.h"
#include "fleet/register/fetch.h"
#include "fleet/register/say.h"
#include "fleet/store_register.h"
#include "gen/register_state.h"
#include "sys/crash_point.h"
#include "sys/log.h"
#include "sys/uuid_new.h"

/* Longer than a batch's questions may take together, see source_soda.c. */
#define CLAIM_SECONDS (INT64_C(15) * 60)
#define CAUSE_TEXT    60

/* A round while it runs. */
struct work {
	struct register_round *round;
	struct register_claim claim;
	struct rows *rows; /* plate, version, state */
	struct register_batch batch;
	struct register_news *news;
	struct instant asked_at;
};

/* 63 random bits, never 0. */
static int64_t new_claim(struct instant now)
{
	struct uuid id = uuid_new(now);

	return (int64_t)(text_hash(id.text) >> 1 | 1);
}

static struct register_before before_of(const struct work *work, size_t i)
{
	return (struct register_before){ .version = row_int(work->rows, i, 1),
					 .state = row_text(work->rows, i, 2) };
}

static int claim(struct work *work, struct err *err)
{
	struct register_round *round = work->round;
	AUTO(tx) *tx = NULL;

	if (tx_begin(round->pool, &tx, err) < 0)
		return -1;
	work->claim = (struct register_claim){
		.id = new_claim(tx_now(tx)),
		.most = round->source->keys_most,
		.until = instant_add_seconds(tx_now(tx), CLAIM_SECONDS),
	};
	if (store_register_claim(tx, &work->claim, &work->rows, err) < 0)
		return -1;
	return tx_commit(TAKE(tx), err);
}

static int prepare(struct work *work, struct err *err)
{
	size_t count = rows_count(work->rows);

	work->batch.cars = mem_alloc((count + 1) * sizeof(*work->batch.cars));
	work->news = mem_alloc((count + 1) * sizeof(*work->news));
	work->batch.count = count;
	work->round->plates = count;
	for (size_t i = 0; i < count; i++) {
		struct register_car *car = &work->batch.cars[i];
		struct register_before before = before_of(work, i);

		text_copy(car->plate, sizeof(car->plate), row_text(work->rows, i, 0));
		if (register_expect(&before, car, err) < 0)
			return -1;
	}
	return 0;
}

static int judge(struct work *work, struct err *err)
{
	for (size_t i = 0; i < work->batch.count; i++) {
		struct register_before before = before_of(work, i);

		if (register_judge(&work->batch, &work->batch.cars[i], &before,
				   work->asked_at, &work->news[i], err) < 0)
			return -1;
	}
	return 0;
}

/* Step 3, as flow_do() calls it. */
static int record(void *context, struct tx *tx, struct outbox *say, struct err *err)
{
	struct work *work = context;
	size_t count = work->batch.count;
	struct register_answer *answers = mem_alloc(count * sizeof(*answers));
	int failed;

	for (size_t i = 0; i < count; i++)
		answers[i] = (struct register_answer){ work->batch.cars[i].plate,
						       work->news[i].version,
						       work->news[i].state };
	failed = store_register_answered(tx, work->claim.id, answers, count, err);
	for (size_t i = 0; failed == 0 && i < count; i++) {
		if (answers[i].state)
			failed = outbox_say_text(say, &register_state_type,
						 answers[i].plate, answers[i].state, err);
	}
	mem_free(answers);
	return failed;
}

static int give_back(void *context, struct tx *tx, struct outbox *say, struct err *err)
{
	const struct work *work = context;
	int64_t away = work->round->source->stay_away;

	(void)say;
	if (away == 0)
		return store_register_failed(tx, work->claim.id, err);
	if (store_register_stay_away(tx, instant_add_seconds(tx_now(tx), away), err) < 0)
		return -1;
	return store_register_give_back(tx, work->claim.id, err);
}

static int do_as(struct work *work, const char *what, flow_do_fn fn, struct err *err)
{
	char cause[CAUSE_TEXT];

	snprintf(cause, sizeof(cause), "register/%s/%" PRIx64, what,
		 (uint64_t)work->claim.id);
	return flow_do(work->round->flow, cause, fn, work, err);
}

static void count_answers(const struct work *work)
{
	const struct register_metrics *count = work->round->count;

	counter_add(count->asked, (int64_t)work->batch.count);
	counter_add(count->strange, work->batch.too_many);
	for (size_t i = 0; i < work->batch.count; i++) {
		unsigned changes = work->news[i].changes;

		work->round->said += work->news[i].state != NULL;
		counter_add(count->changed, work->news[i].state != NULL);
		counter_add(count->not_found, !work->batch.cars[i].facts.found);
		counter_add(count->apk_moved, (changes & REGISTER_APK_MOVED) != 0);
		counter_add(count->sold, (changes & REGISTER_SOLD) != 0);
		counter_add(count->exported, (changes & REGISTER_EXPORTED) != 0);
		counter_add(count->recalls, (changes & (REGISTER_RECALL_OPENED |
							REGISTER_RECALL_CLOSED)) != 0);
	}
}

static void tell_unknown(const char *dataset, const char *code)
{
	log_event(LOG_WARNING, "register_code_unknown", F_TEXT("dataset", dataset),
		  F_TEXT("code", code));
}

static int ask(struct work *work, struct err *err)
{
	crash_point("register.after_claim");
	if (prepare(work, err) < 0 ||
	    register_fetch(work->round->source, &work->batch, err) < 0)
		return -1;
	work->asked_at = clock_now(work->round->clock);
	crash_point("register.after_answer");
	if (judge(work, err) < 0 || do_as(work, "answer", record, err) < 0)
		return -1;
	count_answers(work);
	register_batch_unknown(&work->batch, tell_unknown);
	return 0;
}

static void done(struct work *work)
{
	for (size_t i = 0; work->news && i < work->batch.count; i++)
		mem_free(work->news[i].state);
	mem_free(work->news);
	mem_free(work->batch.cars);
	register_batch_done(&work->batch);
	rows_free(work->rows);
}

int register_round(struct register_round *round, struct err *err)
{
	struct work work = { .round = round };
	struct err ignored = { .kind = ERR_NONE };
	int failed = claim(&work, err);

	round->plates = 0;
	round->said = 0;
	if (failed == 0 && rows_count(work.rows) > 0) {
		failed = ask(&work, err);
		/* What cannot even be given back is free when its claim is over. */
		if (failed < 0)
			(void)!do_as(&work, "back", give_back, &ignored);
	}
	done(&work);
	return failed;
}
