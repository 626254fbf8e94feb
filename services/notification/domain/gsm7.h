/* SPDX-License-Identifier: Apache-2.0 */
/*
 * How many text messages a text takes, and which letters make it more.
 *
 * A text whose every letter is in the GSM 03.38 table (3GPP TS 23.038) takes 7 bits a
 * letter: 160 in one message, 153 in each part of a longer one; ten letters, the euro
 * among them, count double. One letter outside it, an ë or a curly quote, and all of the
 * text takes 16 bits a letter: 70, or 67 in a part. No letter is cut in two by the end
 * of a part. What is not in the table is never replaced: a name stays as it is.
 * Thread: any.
 */
#ifndef BEURT_NOTIFICATION_GSM7_H
#define BEURT_NOTIFICATION_GSM7_H

#include <stdint.h>

#include "base/err.h"
#include "base/slice.h"

#define SMS_PARTS_MAX 255 /* a part's header numbers them in one byte */
#define SMS_DEAR_MAX  8

enum sms_encoding { SMS_GSM7, SMS_UCS2 };

struct sms_size {
	enum sms_encoding encoding;
	int64_t units; /* septets, or UTF-16 units */
	int parts;     /* 0 for an empty text */
	uint8_t part_units[SMS_PARTS_MAX];
	struct slice dear[SMS_DEAR_MAX]; /* letters not in the table; in the text */
	size_t dear_count;
};

/* ERR_INVALID: not UTF-8, or more than SMS_PARTS_MAX parts. */
MUST_CHECK int sms_measure(struct slice text, struct sms_size *ret_size, struct err *err);
/* Septets a letter takes: 1, 2, or 0 when the table does not have it. */
int gsm7_septets(uint32_t code);
const char *sms_encoding_name(enum sms_encoding encoding); /* "GSM7", "UCS2" */

#endif
