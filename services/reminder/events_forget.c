/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Forgetting a person: what still waits in lists is taken off, then what was kept of them
 * goes; what was proposed and what came of it stays without a person.
 */
#include "gen/person_erased.h"
#include "reminder/events.h"
#include "reminder/list/answers.h"
#include "reminder/lead/lead.h"
#include "reminder/store_garage.h"

static int take_off(void *svc, struct tx *tx, const struct heard *in, struct outbox *say,
		    struct err *err)
{
	const struct person_erased *msg = in->msg;
	struct uuid customer = uuid_from(msg->customer_id);
	NEWS_AUTO news = news_new(svc, tx, say);
	struct desk *desk;

	news.cause = in;
	if (news_desk(&news, msg->dealer, &desk, err) < 0 ||
	    lead_forget_person(desk, &customer, err) < 0 ||
	    store_person_erase(tx, msg->dealer, &customer, err) < 0 ||
	    news_person(&news, msg->dealer, &customer, err) < 0)
		return -1;
	return news_settle(&news, err);
}

static int take_words(void *svc, struct tx *tx, const struct person_erased *msg,
		      struct outbox *say, struct err *err)
{
	struct desk_request request = { svc, tx, say, msg->dealer };
	struct uuid customer = uuid_from(msg->customer_id);
	struct desk desk;

	if (desk_open(&request, &desk, err) < 0)
		return -1;
	if (!desk.known)
		return 0;
	return answers_forget(&desk, &customer, err) < 0 ? -1 : desk_close(&desk, err);
}

int reminder_on_person_erased(void *svc, struct tx *tx, const struct heard *in,
			      struct outbox *say, struct err *err)
{
	const struct person_erased *msg = in->msg;

	if (msg->customer_id && (take_off(svc, tx, in, say, err) < 0 ||
				 take_words(svc, tx, msg, say, err) < 0))
		return -1;
	return forget_person(tx, &reminder_forgets, msg, say, err);
}
