/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Rows of codes on paper (domain/paper_code.h). Each stands for a link that holds: when
 * that is gone or another, the code opens nothing. Thread: http worker, one transaction
 * at a time.
 */
#ifndef BEURT_GATEWAY_STORE_PAPER_CODE_H
#define BEURT_GATEWAY_STORE_PAPER_CODE_H

#include "base/email.h"
#include "gateway/customer_link.h"
#include "gen/wire_language.h"

/* For whom a code may be printed: the link's holder. */
struct paper_person {
	char name[NAME_TEXT];
	char email[EMAIL_TEXT]; /* to be typed beside the code: where the link went */
	enum wire_language language;
};
/* As the projector's role; ask only for who sees what it opens. Of a party only while its
 * fleet is arranged by that garage. ERR_CONFLICT CODE_NEEDS_LINK when no link holds. */
MUST_CHECK int store_paper_person(struct tx *tx, const struct link_target *target,
				  const char *garage, struct paper_person *ret_person,
				  struct err *err);

struct paper_code {
	const struct link_target *target; /* kind and id */
	const char *garage;
	const char *hash;
	struct instant until; /* at most: it never outlives its link */
};
/* Takes the place of one that was printed before. */
MUST_CHECK int store_paper_code_put(struct tx *tx, const struct paper_code *code,
				    struct instant *ret_expires, struct err *err);

/* The page that opens for a code. */
struct paper_page {
	const char *token_hash;
	struct instant until;
};
/* Uses the code up, in a transaction that has its hash as app.link. *ret_used is false
 * when it does not hold; kind, dealer and id of the target are set else. */
MUST_CHECK int store_paper_code_use(struct tx *tx, const char *hash,
				    const struct paper_page *page,
				    struct link_target *ret_target, bool *ret_used,
				    struct err *err);
/* Those that ended before (the projector's role). */
MUST_CHECK int store_forget_paper_codes(struct tx *tx, struct instant before,
					struct err *err);

#endif
