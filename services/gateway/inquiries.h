/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Who asks, and at which revision their dealer's rows stand: looked up for all requests
 * that wait at the moment in one query of the database.
 *
 * Nothing is remembered from one query to the next, so an answer rests on what was
 * committed after its request came, by whichever instance: a session that was ended, a
 * role that was taken away, a row that changed are seen by the very next request.
 * Thread: any.
 */
#ifndef BEURT_GATEWAY_INQUIRIES_H
#define BEURT_GATEWAY_INQUIRIES_H

#include "gateway/access.h"

struct inquiries;

/* One request's; lives as long as the request. */
struct inquiry {
	struct subject
		subject;    /* first: it is the request's; token_hash is the question */
	struct err refusal; /* ERR_NONE: subject is filled */
	struct request *req;
	struct inquiry *next;
};

MUST_CHECK int inquiries_open(struct gateway *gateway, struct inquiries **ret_inquiries,
			      struct err *err);
/* Answers what waits, then ends. NULL is allowed. */
void inquiries_close(struct inquiries *inquiries);
/* Holds the request until the inquiry is answered. */
void inquiries_ask(struct inquiries *inquiries, struct inquiry *inquiry);

#endif
