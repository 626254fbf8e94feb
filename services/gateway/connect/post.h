/* SPDX-License-Identifier: Apache-2.0 */
/*
 * One fact as it is posted to a connector's address: named as its system names things,
 * signed, to public addresses only unless a knob allows others. Thread: any.
 */
#ifndef BEURT_GATEWAY_CONNECT_POST_H
#define BEURT_GATEWAY_CONNECT_POST_H

#include "gateway/gateway.h"
#include "pg/pg.h"

struct post {
	struct uuid delivery;
	struct uuid connector;
	const char *url;
	const char *body; /* JSON of body.connector */
	const char *says; /* the fact in our own form */
	const char *fact;
	const char *channel; /* of a message; else NULL */
	int64_t generation;
	int64_t attempts;
};
/* Lends from the rows of store_delivery_claim(). */
struct post post_of(const struct rows *rows, size_t row);

struct post_answer {
	int status; /* 0: no answer came */
	bool never; /* it would be refused again: by us, or as gone */
	bool lost;  /* no answer came, and it may have it */
	char error[200];
};
/* A message of which the other side knows the id already is taken, too. */
bool post_is_taken(const struct post_answer *answer);
struct post_answer post_send(const struct gateway *gateway, const struct post *post);

/* Whether facts may be posted there: ERR_INVALID URL_REFUSED says why not. */
MUST_CHECK int post_check_url(const char *url, bool private_too, struct err *err);

#endif
