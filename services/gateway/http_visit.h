/* SPDX-License-Identifier: Apache-2.0 */
/*
 * One appointment as its customer has it, by the link of its own letters or by that of
 * the invitation it was booked by: the same page, the same changes. Thread: http worker.
 */
#ifndef BEURT_GATEWAY_HTTP_VISIT_H
#define BEURT_GATEWAY_HTTP_VISIT_H

#include "gateway/customer_link.h"
#include "gateway/slots.h"

#define VISIT_TOKEN_MOST 200

struct visit {
	struct gateway *gateway;
	struct request *req;
	struct reply *reply;
	const char *token;
	char path[VISIT_TOKEN_MOST + 20]; /* of its page */
	struct link_target target;        /* garage and appointment */
	struct appointment_state *appointment;
	struct dealer_state *dealer;
	struct slots slots;
	const struct page_other_car *others; /* lent by who opened an invitation */
	size_t others_count;
	struct instant starts;
	enum tongue tongue;
};

void visit_done(struct visit *visit);
#define VISIT_AUTO __attribute__((cleanup(visit_done))) struct visit

/* The target's appointment and the slots it may move to, in a transaction that sees the
 * garage's rows. *visit stays where it is. */
MUST_CHECK int visit_load(struct visit *visit, struct tx *tx, struct err *err);
/* Names of words, or NULL. */
int visit_show(const struct visit *visit, const char *said, const char *problem,
	       struct err *err);
/* What was done a moment ago, by ?klaar=; the name of a word, or NULL. */
const char *visit_said(const struct request *req);
/* The slot that was pressed; what is sent with the form. */
int visit_move(struct visit *visit, struct err *err);
int visit_cancel(struct visit *visit, struct err *err);
/* Its calendar file. */
int visit_file(const struct visit *visit, struct err *err);
/* A page of words for what cannot be shown; -1 for what is broken or malformed. */
int visit_refuse(const struct visit *visit, struct err *err);

#endif
