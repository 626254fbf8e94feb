/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The provider's words: what we post for a message, and what its answer means.
 * Thread: any.
 */
#ifndef BEURT_NOTIFICATION_SMS_PROVIDER_H
#define BEURT_NOTIFICATION_SMS_PROVIDER_H

#include "base/slice.h"
#include "base/strbuf.h"
#include "notification/domain/address_health.h"
#include "notification/domain/gsm7.h"

#define SMS_REF_TEXT 100

struct sms_message {
	const char *id;
	const char *to;
	const char *from;
	const char *text;
	struct sms_size size;
};

/* Appends the body of the POST. */
void sms_body(const struct sms_message *message, struct strbuf *out);

enum sms_verdict {
	SMS_TAKEN,
	SMS_LATER,   /* busy, or broken for the moment */
	SMS_AWAY,    /* it does not know us: our settings are wrong */
	SMS_REFUSED, /* never this message */
};

struct sms_answer {
	enum sms_verdict verdict;
	bool number_dead;
	bool has_cents;
	int64_t cents;
	char ref[SMS_REF_TEXT]; /* what the provider calls it; "" = nothing */
};

/* An answer that is no JSON says as much as its status. */
struct sms_answer sms_answer_read(int status, struct slice body);

#endif
