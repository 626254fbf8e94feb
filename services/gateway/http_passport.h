/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What the routes about passports, fleets, transfers and parties share: a command about
 * one thing, answered with that thing as it then is. Thread: http worker.
 */
#ifndef BEURT_GATEWAY_HTTP_PASSPORT_H
#define BEURT_GATEWAY_HTTP_PASSPORT_H

#include "gateway/command.h"

typedef int (*row_fn)(struct tx *tx, const struct uuid *id, struct strbuf *out,
		      int64_t *ret_version, struct err *err);

struct asking {
	struct gateway *gateway;
	struct request *req;
	struct reply *reply;
	struct command command;
	struct uuid id;         /* of the thing: what {id} names, unless set */
	row_fn write;           /* the answer */
	command_holds_fn holds; /* has to hold too before it is answered; may be NULL */
	const void *context;    /* of holds; NULL: &id */
};

/* A command about what {id} of the path names. */
MUST_CHECK int asking_begin(struct asking *asking, const struct msg_type *type,
			    struct err *err);
/* A command about what the body or the session names; asking->id is set. */
MUST_CHECK int asking_begin_new(struct asking *asking, const struct msg_type *type,
				struct err *err);
/* Asks, waits, and answers: the thing, 204 when the asker does not see it any more, 202
 * when there is no answer yet. */
MUST_CHECK int asking_end(struct asking *asking, const void *msg, struct err *err);
/* The thing as it is, with its version as ETag. */
MUST_CHECK int reply_thing(struct gateway *gateway, const struct request *req,
			   struct reply *reply, const struct uuid *id, row_fn write,
			   struct err *err);
/* The version of If-Match, 0 when there is none. ERR_INVALID. */
MUST_CHECK int request_version(const struct request *req, int64_t *ret_version,
			       struct err *err);

#endif
