/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What a batch of messages changed, and for which cars and customers.
 *
 * Handlers keep what they hear and note whom it touches; at the end of the batch each
 * touched car is forecast once, each customer's visits are judged once, each list is said
 * once. The cars are held from the beginning and in one order, so that two instances with
 * news of the same cars wait for each other instead of meeting halfway. Thread: that of
 * the tx.
 */
#ifndef BEURT_REMINDER_LIST_NEWS_H
#define BEURT_REMINDER_LIST_NEWS_H

#include "reminder/list/desk.h"
#include "reminder/list/touched.h"

struct news {
	const struct reminder *svc;
	struct tx *tx;
	struct outbox *say;
	const struct heard *cause; /* the record in hand */
	struct touched_list named_cars;
	struct touched_list named_people;
	struct touched_list cars;   /* forecast again */
	struct touched_list people; /* … all cars of these */
	struct touched_list guests; /* judge these customers' visits */
	struct touched_list gone;   /* visits that are no more */
	struct desk **desks;        /* one a garage, opened when asked for */
	size_t desks_count;
	size_t desks_room;
	struct rows **lent; /* whose texts name garages that no message names */
	size_t lent_count;
};

struct news news_new(const struct reminder *svc, struct tx *tx, struct outbox *say);
void news_done(struct news *news);
#define NEWS_AUTO __attribute__((cleanup(news_done))) struct news

/* Before anything is kept: which cars and whose cars the batch speaks of, then hold them.
 * An unknown car is known from then on, as its owner's. */
MUST_CHECK int news_name_car(struct news *news, const char *dealer,
			     const struct uuid *vehicle, const struct uuid *owner,
			     struct err *err);
MUST_CHECK int news_name_person(struct news *news, const char *dealer,
				const struct uuid *customer, struct err *err);
/* Rows of dealer, vehicle and customer, in that order; they are taken over. */
MUST_CHECK int news_name_rows(struct news *news, struct rows *rows, struct err *err);
MUST_CHECK int news_hold(struct news *news, struct err *err);

/* What the record in hand touches. */
MUST_CHECK int news_car(struct news *news, const char *dealer, const struct uuid *vehicle,
			struct err *err);
/* … of rows as above; they are taken over. */
MUST_CHECK int news_car_rows(struct news *news, struct rows *rows, struct err *err);
MUST_CHECK int news_person(struct news *news, const char *dealer,
			   const struct uuid *customer, struct err *err);
MUST_CHECK int news_guest(struct news *news, const char *dealer,
			  const struct uuid *customer, struct err *err);
MUST_CHECK int news_visit_gone(struct news *news, const char *dealer,
			       const struct uuid *visit, struct err *err);

/* The garage's desk; lends until news_forget_desk or news_settle. */
MUST_CHECK int news_desk(struct news *news, const char *dealer, struct desk **ret_desk,
			 struct err *err);
/* Its settings changed: close its desk, the next one is opened anew. */
MUST_CHECK int news_forget_desk(struct news *news, const char *dealer, struct err *err);

/* Forecast, judge, and say the lists that changed. */
MUST_CHECK int news_settle(struct news *news, struct err *err);

#endif
