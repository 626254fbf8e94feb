/* SPDX-License-Identifier: Apache-2.0 */
/* Reads "5.1.1" out of replies, and knows what subjects and details mean (RFC 3463). */
#include "notification/domain/bounce.h"

#include <stdbool.h>
#include <stddef.h>

struct enhanced {
	int class; /* 0 = no enhanced code */
	int subject;
	int detail;
};

/* Up to three digits; *at moves behind them. */
static bool read_number(const char **at, int *ret_number)
{
	int number = 0;
	int digits = 0;

	for (; **at >= '0' && **at <= '9' && digits < 3; (*at)++, digits++)
		number = number * 10 + (**at - '0');
	*ret_number = number;
	return digits > 0;
}

/* "550 5.1.1 text" or "550-5.1.1 text". */
static struct enhanced read_enhanced(const char *reply)
{
	struct enhanced code = { 0 };
	const char *at = reply;
	int basic = 0;

	if (!reply || !read_number(&at, &basic) || (*at != ' ' && *at != '-'))
		return code;
	at++;
	struct enhanced found = { 0 };

	if (!read_number(&at, &found.class) || *at++ != '.' ||
	    !read_number(&at, &found.subject) || *at++ != '.' ||
	    !read_number(&at, &found.detail))
		return code;
	return found.class == 5 || found.class == 4 ? found : code;
}

/* X.1.* addressing (but not 1.7, 1.8: the sender's), X.2.1 mailbox disabled. */
static bool means_dead_address(struct enhanced code)
{
	if (code.subject == 1)
		return code.detail != 7 && code.detail != 8;
	return code.subject == 2 && code.detail == 1;
}

/* X.2.2 full, X.2.3 and X.3.4 too large, X.3.1 system full. */
static bool means_full(struct enhanced code)
{
	return (code.subject == 2 && (code.detail == 2 || code.detail == 3)) ||
	       (code.subject == 3 && (code.detail == 4 || code.detail == 1));
}

static enum bounce from_enhanced(struct enhanced code)
{
	if (means_dead_address(code))
		return BOUNCE_HARD;
	return means_full(code) ? BOUNCE_SOFT : BOUNCE_LETTER;
}

static enum bounce from_recipient_code(int code)
{
	if (code == 550 || code == 551 || code == 553 || code == 501)
		return BOUNCE_HARD;
	return code == 552 ? BOUNCE_SOFT : BOUNCE_LETTER;
}

enum bounce bounce_of(enum bounce_stage stage, int code, const char *reply)
{
	if (code < 500 || stage == BOUNCE_AT_SERVER || stage == BOUNCE_AT_SENDER)
		return BOUNCE_RETRY;
	struct enhanced enhanced = read_enhanced(reply);

	if (enhanced.class == 5)
		return from_enhanced(enhanced);
	if (stage == BOUNCE_AT_RECIPIENT)
		return from_recipient_code(code);
	return code == 552 ? BOUNCE_SOFT : BOUNCE_LETTER;
}

const char *bounce_reason(enum bounce bounce)
{
	switch (bounce) {
	case BOUNCE_HARD:
		return "HARD_BOUNCE";
	case BOUNCE_SOFT:
		return "SOFT_BOUNCE";
	case BOUNCE_LETTER:
		return "REFUSED";
	case BOUNCE_RETRY:
		return "NOT_REACHED";
	case BOUNCE_NONE:
		break;
	}
	return "";
}
