/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Paces the senders: how large the next round is, and how long to wait before it.
 */
#include "notification/channel/senders.h"

#include <inttypes.h>
#include <stdatomic.h>
#include <stdio.h>
#include <string.h>

#include "notification/channel/round.h"
#include "sys/clock.h"
#include "sys/log.h"
#include "sys/thread.h"

#define IDLE_MICROS  INT64_C(200000)
#define AWAY_LEAST   INT64_C(1000000)
#define AWAY_MOST    INT64_C(20000000)
#define SWEEP_MICROS INT64_C(2000000)
#define SENDERS_MOST 24

struct sender {
	struct senders *all;
	struct thread thread;
	const struct carrier *carrier; /* NULL: passes what works inside */
	struct round round;
	int64_t away; /* how long to wait while the server is away; 0 = it is there */
};

struct senders {
	const struct notification *svc;
	struct app_running with;
	struct round_metrics count;
	struct sender *list;
	size_t list_count;
	struct mutex lock;
	struct cond changed;
	bool stopping; /* under lock */
};

static bool pause_or_stop(struct senders *all, int64_t micros)
{
	MUTEX_HOLD(&all->lock);
	int64_t until = clock_monotonic() + micros;

	while (!all->stopping && clock_monotonic() < until)
		cond_wait_until(&all->changed, &all->lock, until);
	return all->stopping;
}

static bool is_own(const struct senders *all, int64_t claim)
{
	for (size_t i = 0; i < all->list_count; i++) {
		if (atomic_load(&all->list[i].round.claim) == claim)
			return true;
	}
	return false;
}

/* Whoever has the claim's lock lives; we end the contacts of those who do not. */
static void end_when_dead(struct senders *all, int64_t claim)
{
	AUTO(tx) *tx = NULL;
	struct err err = { .kind = ERR_NONE };
	bool dead = false;
	struct round_ended ended = { .claim = claim,
				     .resend = all->svc->knobs->resend_uncertain };
	char cause[32]; /* of this claim alone: the ids of what is said follow from it */

	if (is_own(all, claim) || tx_begin(all->with.pool, &tx, &err) < 0 ||
	    store_claim_try_lock(tx, claim, &dead, &err) < 0 || !dead)
		return;
	snprintf(cause, sizeof(cause), "sweep/%" PRIx64, (uint64_t)claim);
	if (flow_do(all->with.flow, cause, round_end, &ended, &err) < 0) {
		log_event(LOG_WARNING, "claim_not_ended", F_TEXT("reason", err.text));
		return;
	}
	if (ended.count > 0)
		log_event(LOG_WARNING, "contacts_uncertain",
			  F_INT("contacts", ended.count));
	counter_add(ended.resend ? NULL : all->count.uncertain, (int64_t)ended.count);
}

static void sweep(struct senders *all)
{
	AUTO(tx) *tx = NULL;
	AUTO(rows) *rows = NULL;
	struct err err = { .kind = ERR_NONE };

	if (tx_begin(all->with.pool, &tx, &err) < 0 || store_claims(tx, &rows, &err) < 0)
		return;
	tx_rollback(TAKE(tx));
	for (size_t i = 0; i < rows_count(rows); i++)
		end_when_dead(all, row_int(rows, i, 0));
}

/* Twice what the last round managed: a slow server gets small rounds. */
static void size_next(struct sender *sender, size_t claimed)
{
	const struct notification_knobs *knobs = sender->all->svc->knobs;
	size_t most = (size_t)knobs->send_batch;
	size_t least = (size_t)knobs->smtp_connections;
	size_t next = sender->round.tried * 2;

	if (claimed == 0)
		return;
	if (next < least)
		next = least;
	sender->round.most = next < most ? next : most;
}

static int64_t wait_after(struct sender *sender, bool did_something)
{
	if (!sender->round.away) {
		sender->away = 0;
		return did_something ? 0 : IDLE_MICROS;
	}
	sender->away = sender->away ? sender->away * 2 : AWAY_LEAST;
	if (sender->away > AWAY_MOST)
		sender->away = AWAY_MOST;
	log_event(LOG_WARNING, "channel_away",
		  F_TEXT("channel", channel_name(sender->round.channel)),
		  F_INT("wait_seconds", sender->away / 1000000));
	return sender->away;
}

static int64_t one_round(struct sender *sender)
{
	struct err err = { .kind = ERR_NONE };

	sender->round.turn++;
	if (round_run(&sender->round, &err) < 0) {
		log_event(LOG_ERROR, "round_failed", F_TEXT("reason", err.text));
		if (err.kind == ERR_BROKEN)
			signals_ask_stop(sender->all->with.signals);
		return AWAY_LEAST;
	}
	size_next(sender, sender->round.tried);
	return wait_after(sender, sender->round.judged > 0);
}

/* A round for every channel that hands over to nobody outside. */
static int64_t inside_rounds(struct sender *sender)
{
	int64_t wait = IDLE_MICROS;

	for (enum channel c = CHANNEL_EMAIL; c < CHANNELS; c++) {
		const struct carrier *carrier = carrier_of(sender->all->svc, c);

		if (carrier && carrier->hand_over)
			continue;
		sender->round.channel = c;
		int64_t after = one_round(sender);

		if (after < wait)
			wait = after;
	}
	return wait;
}

static void run_sender(void *context)
{
	struct sender *sender = context;
	struct senders *all = sender->all;
	bool sweeps = sender == all->list;
	int64_t swept = 0;
	int64_t wait = 0;

	while (!pause_or_stop(all, wait)) {
		if (sweeps && clock_monotonic() - swept > SWEEP_MICROS) {
			sweep(all);
			swept = clock_monotonic();
		}
		wait = sender->carrier ? one_round(sender) : inside_rounds(sender);
	}
}

static int prepare_sender(struct senders *all, struct sender *sender,
			  const struct carrier *carrier, struct err *err)
{
	sender->all = all;
	sender->carrier = carrier;
	if (carrier && carrier->open(all->svc, &sender->round.line, err) < 0)
		return -1;
	sender->round.channel = carrier ? carrier->channel : CHANNEL_NONE;
	sender->round.svc = all->svc;
	sender->round.with = &all->with;
	sender->round.count = &all->count;
	sender->round.most = (size_t)all->svc->knobs->send_batch;
	sender->round.turn = sender - all->list;
	return 0;
}

/* The threads of one channel that hands over to the outside. */
static int prepare_carrier(struct senders *all, const struct carrier *carrier,
			   struct err *err)
{
	int64_t lines = carrier->lines(all->svc);

	for (int64_t i = 0; i < lines; i++) {
		if (all->list_count == SENDERS_MOST)
			return err_set(err, ERR_BROKEN,
				       "more than %d sender threads: lower BEURT_SENDERS",
				       SENDERS_MOST);
		if (prepare_sender(all, &all->list[all->list_count++], carrier, err) < 0)
			return -1;
	}
	return 0;
}

/* All are made before the first one runs: it asks the others which claims are alive. */
static int start_list(struct senders *all, struct err *err)
{
	if (all->svc->knobs->senders == 0)
		return 0;
	for (enum channel c = CHANNEL_EMAIL; c < CHANNELS; c++) {
		const struct carrier *carrier = carrier_of(all->svc, c);

		if (carrier && carrier->hand_over &&
		    prepare_carrier(all, carrier, err) < 0)
			return -1;
	}
	if (prepare_sender(all, &all->list[all->list_count++], NULL, err) < 0)
		return -1;
	for (size_t i = 0; i < all->list_count; i++) {
		if (thread_start(&all->list[i].thread, "sender", run_sender,
				 &all->list[i], err) < 0)
			return -1;
	}
	return 0;
}

static struct counter *count_letters(struct metrics *metrics, const char *labels)
{
	return metrics_counter(metrics, "beurt_notification_letters_total",
			       "letters by what became of them", labels);
}

static struct round_metrics make_metrics(struct metrics *metrics)
{
	return (struct round_metrics){
		.sent = count_letters(metrics, "outcome=\"sent\""),
		.failed = count_letters(metrics, "outcome=\"failed\""),
		.uncertain = count_letters(metrics, "outcome=\"uncertain\""),
		.suppressed = count_letters(metrics, "outcome=\"suppressed\""),
		.retried = count_letters(metrics, "outcome=\"retried\""),
		.handed = count_letters(metrics, "outcome=\"handed\""),
		.locks_lost = metrics_counter(
			metrics, "beurt_notification_locks_lost_total",
			"rounds whose locks the database took away before their end",
			NULL),
		.seconds = metrics_histogram(metrics, "beurt_notification_round_seconds",
					     "from claim to recorded results", NULL),
	};
}

int senders_start(const struct notification *svc, const struct app_running *with,
		  struct senders **ret_senders, struct err *err)
{
	struct senders *all = mem_alloc(sizeof(*all));

	all->svc = svc;
	all->with = *with;
	all->count = make_metrics(with->metrics);
	mutex_init(&all->lock);
	cond_init(&all->changed);
	all->list = mem_alloc(sizeof(*all->list) * (SENDERS_MOST + 1));
	if (start_list(all, err) < 0) {
		senders_stop(all);
		return -1;
	}
	*ret_senders = all;
	return 0;
}

void senders_stop(struct senders *senders)
{
	if (!senders)
		return;
	mutex_lock(&senders->lock);
	senders->stopping = true;
	cond_wake_all(&senders->changed);
	mutex_unlock(&senders->lock);
	for (size_t i = 0; i < senders->list_count; i++)
		thread_join(&senders->list[i].thread);
	for (size_t i = 0; i < senders->list_count; i++)
		if (senders->list[i].carrier)
			senders->list[i].carrier->close(senders->list[i].round.line);
	cond_done(&senders->changed);
	mutex_done(&senders->lock);
	mem_free(senders->list);
	mem_free(senders);
}
