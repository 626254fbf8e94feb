/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What routes about things of one kind share: a list of them by status, one as it is, and
 * a command about one, answered with that thing as it then is. Thread: http worker.
 */
#ifndef BEURT_GATEWAY_THING_H
#define BEURT_GATEWAY_THING_H

#include "gateway/command.h"
#include "gateway/store.h"

typedef int (*row_fn)(struct tx *tx, const struct uuid *id, struct strbuf *out,
		      int64_t *ret_version, struct err *err);

struct asking {
	struct gateway *gateway;
	struct request *req;
	struct reply *reply;
	struct command command;
	struct uuid id; /* of the thing: what {id} names, unless set */
	row_fn write;   /* the answer */
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

/* Things page by page, newest first: {"<member>":[…] and what `more` writes behind it. */
struct listed {
	const char *member;
	const char *const *statuses; /* what ?status= may be */
	size_t statuses_count;
	int (*write)(struct tx *tx, const char *status, struct page *page,
		     struct strbuf *out, struct err *err); /* status NULL: of any */
	int (*more)(struct tx *tx, struct strbuf *out, struct err *err); /* or NULL */
};
MUST_CHECK int reply_listed(struct gateway *gateway, const struct request *req,
			    struct reply *reply, const struct listed *listed,
			    struct err *err);

#endif
