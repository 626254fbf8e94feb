/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Paces the rounds. A register that answers badly is left alone for 5 s, 10 s … 5 min;
 * one that says when to come back, until then, by every instance.
 */
#include "fleet/register/refresh.h"

#include "base/mem.h"
#include "fleet/register/night.h"
#include "fleet/register/round.h"
#include "fleet/store_register.h"
#include "gen/register_state.h"
#include "sys/log.h"
#include "sys/thread.h"

#define IDLE_MICROS    INT64_C(1000000)
#define BAD_LEAST      INT64_C(5000000)
#define BAD_MOST       INT64_C(300000000)
#define PROGRESS_EVERY 20 /* rounds */
#define FORGET_MOST    5000

struct register_refresh {
	struct app_running with;
	struct register_source *source;
	struct register_metrics count;
	struct thread thread;
	struct mutex lock;
	struct cond changed;
	bool stopping;       /* under lock */
	int64_t bad;         /* how long to wait after the next bad answer */
	int64_t rounds;      /* since the last progress was told */
	int64_t asked, said; /* since nothing waited */
};

static bool pause_or_stop(struct register_refresh *refresh, int64_t micros)
{
	MUTEX_HOLD(&refresh->lock);
	int64_t until = clock_monotonic() + micros;

	while (!refresh->stopping && clock_monotonic() < until)
		cond_wait_until(&refresh->changed, &refresh->lock, until);
	return refresh->stopping;
}

/* Plates are never in it, only how many. */
static void tell_progress(struct register_refresh *refresh)
{
	AUTO(tx) *tx = NULL;
	struct err ignored = { .kind = ERR_NONE };
	int64_t waiting = 0;

	if (tx_begin(refresh->with.pool, &tx, &ignored) < 0 ||
	    store_register_waiting(tx, &waiting, &ignored) < 0)
		return;
	refresh->rounds = 0;
	gauge_set(refresh->count.waiting, waiting);
	log_event(LOG_INFO, "register_progress", F_INT("asked", refresh->asked),
		  F_INT("said", refresh->said), F_INT("waiting", waiting));
}

static int64_t after_failure(struct register_refresh *refresh, const struct err *err)
{
	bool busy = refresh->source->stay_away > 0;
	int64_t wait = busy ? IDLE_MICROS : refresh->bad;

	counter_add(busy ? refresh->count.busy : refresh->count.failed, 1);
	log_event(LOG_WARNING, "register_not_asked",
		  F_TEXT("kind", err_kind_name(err->kind)), F_TEXT("reason", err->text),
		  F_INT("stay_away", refresh->source->stay_away));
	refresh->bad = refresh->bad * 2 < BAD_MOST ? refresh->bad * 2 : BAD_MOST;
	if (err->kind == ERR_BROKEN)
		signals_ask_stop(refresh->with.signals);
	return wait;
}

static int64_t one_round(struct register_refresh *refresh)
{
	struct register_round round = { .pool = refresh->with.pool,
					.clock = refresh->with.clock,
					.flow = refresh->with.flow,
					.source = refresh->source,
					.count = &refresh->count };
	struct err err = { .kind = ERR_NONE };

	if (register_round(&round, &err) < 0)
		return after_failure(refresh, &err);
	counter_add(refresh->count.strange, refresh->source->strange);
	refresh->source->strange = 0;
	if (round.plates == 0) {
		if (refresh->rounds > 0)
			tell_progress(refresh);
		refresh->asked = refresh->said = 0;
		return IDLE_MICROS;
	}
	refresh->bad = BAD_LEAST;
	refresh->asked += (int64_t)round.plates;
	refresh->said += round.said;
	if (++refresh->rounds == PROGRESS_EVERY)
		tell_progress(refresh);
	return 0;
}

static void run(void *context)
{
	struct register_refresh *refresh = context;
	int64_t wait = 0;

	while (!pause_or_stop(refresh, wait))
		wait = one_round(refresh);
}

static struct counter *count_plates(struct metrics *metrics, const char *labels)
{
	return metrics_counter(metrics, "beurt_fleet_register_plates_total",
			       "plates by what the register answered", labels);
}

static struct counter *count_bad(struct metrics *metrics, const char *labels)
{
	return metrics_counter(metrics, "beurt_fleet_register_bad_total",
			       "answers of the register that were of no use", labels);
}

static struct register_metrics make_metrics(struct metrics *metrics)
{
	return (struct register_metrics){
		.asked = count_plates(metrics, "outcome=\"asked\""),
		.changed = count_plates(metrics, "outcome=\"changed\""),
		.not_found = count_plates(metrics, "outcome=\"not_found\""),
		.apk_moved = count_plates(metrics, "outcome=\"apk_moved\""),
		.sold = count_plates(metrics, "outcome=\"sold\""),
		.recalls = count_plates(metrics, "outcome=\"recall\""),
		.exported = count_plates(metrics, "outcome=\"exported\""),
		.failed = count_bad(metrics, "what=\"answer\""),
		.busy = count_bad(metrics, "what=\"busy\""),
		.strange = count_bad(metrics, "what=\"row\""),
		.waiting = metrics_gauge(metrics, "beurt_fleet_register_waiting",
					 "plates that wait to be asked for", NULL),
	};
}

static int set_night(struct tx *tx, struct instant after, int64_t hour, struct err *err)
{
	struct instant at;

	if (night_next(after, hour, &at, err) < 0)
		return -1;
	return timer_set(tx, "register", "night", at, err);
}

int register_forget(struct tx *tx, struct outbox *say, struct err *err)
{
	AUTO(rows) *rows = NULL;

	if (store_register_forget(tx, FORGET_MOST, &rows, err) < 0)
		return -1;
	for (size_t i = 0; i < rows_count(rows); i++) {
		if (row_bool(rows, i, 1) &&
		    outbox_say_gone(say, &register_state_type, row_text(rows, i, 0),
				    err) < 0)
			return -1;
	}
	return 0;
}

static bool is_on(const struct register_knobs *knobs)
{
	return knobs->url[0] != '\0' || knobs->folder[0] != '\0';
}

int register_night(struct tx *tx, const struct register_knobs *knobs, struct outbox *say,
		   struct err *err)
{
	if (!is_on(knobs))
		return 0;
	if (register_forget(tx, say, err) < 0 || store_register_night(tx, err) < 0)
		return -1;
	return set_night(tx, tx_now(tx), knobs->hour, err);
}

/* A night that was missed is caught up. */
static int set_first_night(void *context, struct tx *tx, struct outbox *say,
			   struct err *err)
{
	const struct register_knobs *knobs = context;
	struct instant last;

	(void)say;
	if (store_register_last_night(tx, &last, err) < 0)
		return -1;
	return set_night(tx, last.micros > 0 ? last : tx_now(tx), knobs->hour, err);
}

static int open_source(const struct register_knobs *knobs, struct register_source **ret,
		       struct err *err)
{
	struct register_soda soda = { .url = knobs->url, .token = knobs->token };

	if (knobs->url[0] != '\0' && knobs->folder[0] != '\0')
		return err_set(err, ERR_BROKEN,
			       "BEURT_REGISTER_URL and "
			       "BEURT_REGISTER_FOLDER are both set: take one");
	if (knobs->folder[0] != '\0')
		return register_folder_open(knobs->folder, ret, err);
	return register_soda_open(&soda, ret, err);
}

int register_start(const struct register_knobs *knobs, const struct app_running *with,
		   struct register_refresh **ret_refresh, struct err *err)
{
	struct register_refresh *refresh;
	struct register_source *source;

	*ret_refresh = NULL;
	if (!is_on(knobs))
		return 0;
	if (flow_do(with->flow, "register/night", set_first_night,
		    (void *)(uintptr_t)knobs, err) < 0 ||
	    open_source(knobs, &source, err) < 0)
		return -1;
	refresh = mem_alloc(sizeof(*refresh));
	refresh->with = *with;
	refresh->source = source;
	refresh->count = make_metrics(with->metrics);
	refresh->bad = BAD_LEAST;
	mutex_init(&refresh->lock);
	cond_init(&refresh->changed);
	if (thread_start(&refresh->thread, "register", run, refresh, err) < 0) {
		register_stop(refresh);
		return -1;
	}
	*ret_refresh = refresh;
	return 0;
}

void register_stop(struct register_refresh *refresh)
{
	if (!refresh)
		return;
	mutex_lock(&refresh->lock);
	refresh->stopping = true;
	cond_wake_all(&refresh->changed);
	mutex_unlock(&refresh->lock);
	thread_join(&refresh->thread);
	register_source_close(refresh->source);
	cond_done(&refresh->changed);
	mutex_done(&refresh->lock);
	mem_free(refresh);
}
