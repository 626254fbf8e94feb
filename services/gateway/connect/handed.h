/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Messages that a connector delivers: fetched just before the post, and what the post
 * came to told back. What a message says passes through here and is kept nowhere but in
 * the log of commands, where an erasure finds it. Thread: courier's.
 */
#ifndef BEURT_GATEWAY_CONNECT_HANDED_H
#define BEURT_GATEWAY_CONNECT_HANDED_H

#include "gateway/connect/post.h"

#define HANDED_MOST (600 * 1024) /* bytes of one message, in our own form */
#define HANDED_TEXT 101

/* Whether this delivery is such a message. */
bool handed_is(const struct post *post);

struct handed {
	struct gateway *gateway;
	const struct post *post;
	char dealer[HANDED_TEXT];
	struct uuid intent;
	int64_t turn;
	bool leaves; /* else nobody wants it any more: `why` */
	char why[HANDED_TEXT];
	struct strbuf says; /* the post's words in our own form, with the message */
};
/* ERR_LATER when no answer came: nothing left. Free with handed_done. */
MUST_CHECK int handed_fetch(struct gateway *gateway, const struct post *post,
			    struct handed *ret_handed, struct err *err);
void handed_done(struct handed *handed);
#define HANDED_AUTO __attribute__((cleanup(handed_done))) struct handed

/* Tells what the post came to. `over`: it is not posted again. Says nothing while nobody
 * knows whether it left. */
MUST_CHECK int handed_tell(const struct handed *handed, const struct post_answer *answer,
			   bool over, struct err *err);

#endif
