/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What a mail server's refusal says: about the address, about this letter, or about us.
 *
 * Judged by the command it answered, the reply code and the enhanced code of RFC 3463
 * when there is one ("550 5.1.1 no such user"). Thread: any.
 */
#ifndef BEURT_NOTIFICATION_BOUNCE_H
#define BEURT_NOTIFICATION_BOUNCE_H

enum bounce_stage {
	BOUNCE_AT_SERVER,
	BOUNCE_AT_SENDER,
	BOUNCE_AT_RECIPIENT,
	BOUNCE_AT_TEXT
};

enum bounce {
	BOUNCE_NONE,
	BOUNCE_RETRY,  /* not now, or our own fault: try again */
	BOUNCE_HARD,   /* the address does not exist or takes no mail */
	BOUNCE_SOFT,   /* the address exists but took this one not: full, too large */
	BOUNCE_LETTER, /* this letter is refused: policy, contents */
};

enum bounce bounce_of(enum bounce_stage stage, int code, const char *reply);
/* "HARD_BOUNCE", "SOFT_BOUNCE", "REFUSED": the reason of the outcome. */
const char *bounce_reason(enum bounce bounce);

#endif
