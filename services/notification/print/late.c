/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What comes after closing: who should not get a letter any more, when it was posted, and
 * what that means for each contact.
 *
 * A sheet that came too late is taken out by the garage before it posts the others, so it
 * is told as not sent; one that was posted before that day counts as sent, and so does
 * every sheet of a print house, which cannot be stopped.
 */
#include <string.h>

#include "notification/channel/household.h"
#include "notification/channel/round.h"
#include "notification/domain/workday.h"
#include "notification/print/print.h"

#define LOOK_AT       500
#define DAYS_TO_COME  2 /* domain.md 3d-8: posting day + 2 working days */
#define NOON          (12 * 3600)
#define KEEP_PDF_DAYS 14 /* after posting, or after it was over */
#define BACK_MOST     31 /* days that a posting may be told afterwards */
#define DAY_SECONDS   INT64_C(86400)

struct looked {
	struct tx *tx;
	bool *found;
};

/* A sheet that names a car it should not: the others get a letter of their own. */
static int take_out(void *context, const char *intent, const char *reason,
		    struct err *err)
{
	const struct looked *looked = context;

	*looked->found = true;
	return store_print_too_late(looked->tx, intent, reason, err);
}

static int look_at(const struct notification *svc, struct tx *tx,
		   const struct rows *sheets, const char *kind, bool *found,
		   struct err *err)
{
	const char *intents[LOOK_AT];
	size_t count = rows_count(sheets);
	AUTO(rows) *facts = NULL;
	int failed = 0;

	for (size_t i = 0; i < count; i++)
		intents[i] = row_text(sheets, i, 1);
	if (store_round_facts(tx, intents, count, &facts, err) < 0)
		return -1;
	struct looked looked = { tx, found };

	if (household_look(tx, intents, count,
			   &(struct household_late){ take_out, &looked }, err) < 0)
		return -1;
	size_t known = rows_count(facts);
	AUTO_BYTES *memory = mem_alloc((known + 1) * sizeof(struct contact));
	struct contact *contacts = memory;

	for (size_t i = 0; i < known; i++)
		contacts[i] = store_contact_read(facts, i);
	if (round_complete(svc, tx, contacts, known, err) < 0)
		return -1;
	for (size_t i = 0; failed == 0 && i < known; i++) {
		const char *changed =
			gate_changed(&contacts[i].facts, channel_from(kind));

		if (!changed)
			continue;
		*found = true;
		failed = store_print_too_late(tx, contacts[i].letter.intent.text, changed,
					      err);
	}
	return failed;
}

int print_look(const struct notification *svc, struct tx *tx, const struct uuid *batch,
	       bool *ret_found, struct err *err)
{
	struct print_batch facts;
	AUTO(rows) *rows = NULL;
	int64_t after = 0;

	*ret_found = false;
	if (store_print_batch(tx, batch, &rows, &facts, err) < 0)
		return -1;
	for (;;) {
		AUTO(rows) *sheets = NULL;

		if (store_print_sheets(tx, batch, after, &sheets, err) < 0)
			return -1;
		if (rows_count(sheets) == 0)
			return 0;
		after = row_int(sheets, rows_count(sheets) - 1, 0);
		if (look_at(svc, tx, sheets, facts.kind, ret_found, err) < 0)
			return -1;
	}
}

/* *ret_is_today: what is too late by now was not posted. */
static int check_day(const struct print_batch *batch, struct instant now,
		     struct civil_date posted_on, bool *ret_is_today, struct err *err)
{
	const struct zone *zone = NULL;

	if (print_zone(batch->timezone, &zone, err) < 0)
		return -1;
	struct civil_date today = zone_local(zone, now).date;
	struct civil_date closed = zone_local(zone, batch->closed_at).date;

	*ret_is_today = civil_compare(posted_on, today) == 0;
	if (civil_compare(posted_on, closed) < 0 || civil_compare(posted_on, today) > 0 ||
	    civil_days_between(posted_on, today) > BACK_MOST)
		return err_set_code(err, ERR_INVALID, "POSTED_ON_WRONG",
				    "the posting day lies between the day the batch was "
				    "closed and today");
	return 0;
}

static int check_status(const struct print_batch *batch, struct err *err)
{
	if (strcmp(batch->status, "posted") == 0)
		return err_set_code(err, ERR_CONFLICT, "BATCH_POSTED",
				    "this batch was posted before");
	if (strcmp(batch->status, "open") == 0)
		return err_set_code(err, ERR_CONFLICT, "BATCH_NOT_READY",
				    "this batch is not printed yet");
	return 0;
}

int print_post(const struct notification *svc, struct tx *tx, const struct uuid *batch,
	       struct civil_date posted_on, struct err *err)
{
	struct print_batch facts;
	AUTO(rows) *rows = NULL;
	bool is_today;
	bool found;

	if (store_print_batch(tx, batch, &rows, &facts, err) < 0 ||
	    check_status(&facts, err) < 0 ||
	    check_day(&facts, tx_now(tx), posted_on, &is_today, err) < 0 ||
	    (is_today && print_look(svc, tx, batch, &found, err) < 0))
		return -1;
	if (store_print_posted(tx, batch, posted_on,
			       workday_after(posted_on, DAYS_TO_COME), err) < 0 ||
	    timer_clear(tx, "print_look", batch->text, err) < 0)
		return -1;
	return timer_set(tx, "print_settle", batch->text, tx_now(tx), err);
}

int print_tidy(struct tx *tx, struct err *err)
{
	struct civil_date today =
		civil_from_days((int32_t)(tx_now(tx).micros / MICROS_PER_SECOND / 86400));

	struct civil_date before = civil_add_days(today, -KEEP_PDF_DAYS);

	return store_print_tidy(tx, before, civil_add_days(before, -BACK_MOST), err);
}

int print_give_back(const struct notification *svc, struct tx *tx,
		    const struct uuid *intent, const char *reason, struct outbox *say,
		    struct err *err)
{
	const struct hand_result result = { .what = HANDED_NOT_TRIED, .reason = reason };

	if (store_print_revive(tx, intent, err) < 0)
		return -1;
	return contact_settle(svc, tx, intent, &result, say, err);
}

bool print_is_over(const struct print_batch *batch, struct instant now)
{
	return instant_compare(instant_add_seconds(batch->closed_at,
						   BACK_MOST * DAY_SECONDS),
			       now) < 0;
}

/* What is told of a sheet. */
struct telling {
	const struct notification *svc;
	struct tx *tx;
	struct outbox *say;
	struct print_batch batch;
	const struct zone *zone;
	struct instant counts_from;
};

/* The garage knew before it posted. */
static bool is_taken_out(const struct telling *telling, const struct rows *sheets,
			 size_t row)
{
	struct civil_date posted_on = telling->batch.posted_on;
	struct instant late_at = row_instant(sheets, row, 2);

	if (row_is_null(sheets, row, 1) || !civil_is_set(posted_on) ||
	    telling->batch.print_house)
		return false;
	return !instant_is_set(late_at) ||
	       civil_compare(zone_local(telling->zone, late_at).date, posted_on) <= 0;
}

/* Back to the gate: when it may leave after all, it gets another sheet. */
static int take_back(const struct telling *telling, const struct uuid *intent,
		     const char *too_late, struct err *err)
{
	if (store_print_left_out(telling->tx, intent->text, too_late, err) < 0)
		return -1;
	return print_give_back(telling->svc, telling->tx, intent, too_late, telling->say,
			       err);
}

/* It is over without a word of the garage: perhaps they were posted. */
static struct hand_result result_of(const struct telling *telling)
{
	if (!civil_is_set(telling->batch.posted_on))
		return (struct hand_result){ .what = HANDED_UNCERTAIN,
					     .reason = "POST_UNKNOWN" };
	return (struct hand_result){ .what = HANDED_TAKEN,
				     .cost_cents = telling->batch.each_cents,
				     .at = telling->counts_from };
}

static int tell(const struct telling *telling, const struct rows *sheets, size_t row,
		struct err *err)
{
	const struct hand_result result = result_of(telling);
	struct uuid intent = row_uuid(sheets, row, 0);
	int failed = is_taken_out(telling, sheets, row)
			     ? take_back(telling, &intent, row_text(sheets, row, 1), err)
			     : contact_settle(telling->svc, telling->tx, &intent,
					      &result, telling->say, err);

	/* A request that was forgotten meanwhile tells nothing. */
	return failed < 0 && err->kind != ERR_ABSENT ? -1 : 0;
}

static int tell_sheets(const struct telling *telling, const struct rows *sheets,
		       struct err *err)
{
	const char *intents[LOOK_AT];
	size_t count = rows_count(sheets);

	for (size_t i = 0; i < count; i++) {
		intents[i] = row_text(sheets, i, 0);
		if (tell(telling, sheets, i, err) < 0)
			return -1;
	}
	return count ? store_print_settled(telling->tx, intents, count, err) : 0;
}

int print_settle(const struct notification *svc, struct tx *tx, const struct uuid *batch,
		 struct outbox *say, bool *ret_more, struct err *err)
{
	struct telling telling = { .svc = svc, .tx = tx, .say = say };
	AUTO(rows) *rows = NULL;
	AUTO(rows) *sheets = NULL;

	if (store_print_batch(tx, batch, &rows, &telling.batch, err) < 0 ||
	    print_zone(telling.batch.timezone, &telling.zone, err) < 0 ||
	    store_print_unsettled(tx, batch, &sheets, err) < 0)
		return -1;
	if (civil_is_set(telling.batch.counts_from))
		telling.counts_from =
			zone_instant(telling.zone, telling.batch.counts_from, NOON);
	*ret_more = rows_count(sheets) > 0;
	return tell_sheets(&telling, sheets, err);
}
