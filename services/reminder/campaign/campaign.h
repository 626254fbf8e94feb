/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Campaigns: a garage's own selections and what is sent to them (ITK 3.0 manual,
 * "Flexibele en inspirerende selectiemodule voor eigen acties").
 *
 * What takes a search (counting, examples, approval) is a question: it is put down by the
 * handler and answered by a timer, so that messages behind it do not wait. A campaign
 * that was approved goes page by page, a timer each. Thread: that of the tx.
 */
#ifndef BEURT_REMINDER_CAMPAIGN_ROOM_H
#define BEURT_REMINDER_CAMPAIGN_ROOM_H

#include "gen/campaign_approve.h"
#include "gen/campaign_cancel.h"
#include "gen/campaign_catalog.h"
#include "gen/campaign_count.h"
#include "gen/campaign_sample.h"
#include "gen/campaign_save.h"
#include "gen/campaign_test.h"
#include "gen/notification_outcome.h"
#include "reminder/campaign/edit.h"

#define TIMER_CAMPAIGN_ASK  "campaign_ask"  /* key dealer/-/command */
#define TIMER_CAMPAIGN_RUN  "campaign_run"  /* key dealer/-/campaign/moment */
#define TIMER_CAMPAIGN_LANE "campaign_lane" /* key dealer/-/campaign/lane/moment */
#define TIMER_CAMPAIGN_TELL "campaign_tell" /* key dealer/-/campaign/moment */

/* --- questions (ask.c, count.c, sample.c, approve.c) -----------------------------------
 */
int campaign_hear_question(void *svc, struct tx *tx, const struct heard *in,
			   struct outbox *say, struct err *err);
MUST_CHECK int campaign_answer_question(struct desk *desk, const struct uuid *command,
					struct err *err);
/* JSON for the asker; the caller frees. */
MUST_CHECK int campaign_count_people(struct desk *desk, const struct campaign_count *msg,
				     char **ret_json, struct err *err);
MUST_CHECK int campaign_show_people(struct desk *desk, const struct campaign_sample *msg,
				    char **ret_json, struct err *err);
struct campaign_size {
	int64_t reached;
	bool is_estimate;
};
MUST_CHECK int campaign_measure(struct desk *desk, const struct audience_of *of,
				struct campaign_size *ret_size, struct err *err);
MUST_CHECK int campaign_approve_it(struct desk *desk, const struct campaign_approve *msg,
				   struct answer *ret_answer, struct err *err);

/* --- commands (save.c, catalog.c) ------------------------------------------------------
 */
int reminder_on_campaign_save(struct reminder *svc, struct tx *tx,
			      const struct campaign_save *msg, struct outbox *say,
			      struct answer *ret_answer, struct err *err);
int reminder_on_campaign_cancel(struct reminder *svc, struct tx *tx,
				const struct campaign_cancel *msg, struct outbox *say,
				struct answer *ret_answer, struct err *err);
int reminder_on_campaign_test(struct reminder *svc, struct tx *tx,
			      const struct campaign_test *msg, struct outbox *say,
			      struct answer *ret_answer, struct err *err);
int reminder_on_campaign_catalog(struct reminder *svc, struct tx *tx,
				 const struct campaign_catalog *msg, struct outbox *say,
				 struct answer *ret_answer, struct err *err);

/* --- on its way (run.c, request.c, tell.c) ---------------------------------------------
 */
MUST_CHECK int campaign_set_run(struct desk *desk, const struct uuid *id,
				struct instant due, struct err *err);
/* One page of whatever phase it is in. */
MUST_CHECK int campaign_run(struct desk *desk, const struct uuid *id, struct err *err);
/* One page of one of its lanes. */
MUST_CHECK int campaign_run_lane(struct desk *desk, const struct uuid *id, int lane,
				 struct err *err);
/* Ask for one member's message; `tester`, an address: to them instead, as a service. */
struct campaign_letter {
	const struct campaign_state *msg;
	const char *customer;
	const char *vehicle; /* NULL: about no car */
	int variant;
	const struct rows *car; /* plate, make … as store_member_car; NULL: no car */
	size_t row;
	int car_column; /* where these columns begin */
	bool muted;     /* "never" of e-mail: by the other channels alone */
	const char *tester;
	enum wire_language language; /* of the tester */
	const char *part;            /* of the id: the command of a test */
};
MUST_CHECK int campaign_request(struct desk *desk, const struct campaign_letter *letter,
				struct err *err);
struct uuid campaign_intent(const char *dealer, const char *campaign,
			    const char *customer);
/* Its figures are different: say them in a moment, once for many. */
MUST_CHECK int campaign_tell_soon(struct desk *desk, const struct uuid *id,
				  struct err *err);
/* … that moment has come; `due` is what the timer was set to. */
MUST_CHECK int campaign_tell(struct desk *desk, const struct uuid *id, struct instant due,
			     struct err *err);

/* --- what happens to its people (outcome.c) --------------------------------------------
 */
MUST_CHECK int campaign_hear_outcome(struct desk *desk,
				     const struct notification_outcome *msg,
				     struct err *err);
/* They came, or will: count the visit, withdraw what is on its way. */
MUST_CHECK int campaign_hear_person(struct desk *desk, const struct uuid *customer,
				    struct err *err);

#endif
