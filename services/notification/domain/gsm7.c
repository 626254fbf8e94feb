/* SPDX-License-Identifier: Apache-2.0 */
/* The table, and the walk that fills one part after the other. */
#include "notification/domain/gsm7.h"

#include <string.h>

#include "base/mem.h"
#include "base/text.h"

#define GSM7_ALONE 160
#define GSM7_PART  153
#define UCS2_ALONE 70
#define UCS2_PART  67

/* Letters of the basic table beyond ASCII, by code point. */
static const uint16_t BASIC[] = {
	0x00A1, 0x00A3, 0x00A4, 0x00A5, 0x00A7, 0x00BF, 0x00C4, 0x00C5, 0x00C6, 0x00C7,
	0x00C9, 0x00D1, 0x00D6, 0x00D8, 0x00DC, 0x00DF, 0x00E0, 0x00E4, 0x00E5, 0x00E6,
	0x00E8, 0x00E9, 0x00EC, 0x00F1, 0x00F2, 0x00F6, 0x00F8, 0x00F9, 0x00FC, 0x0393,
	0x0394, 0x0398, 0x039B, 0x039E, 0x03A0, 0x03A3, 0x03A6, 0x03A8, 0x03A9,
};

#define EURO 0x20AC

int gsm7_septets(uint32_t code)
{
	if (code < 0x80) {
		if (code == '\f' || (code && strchr("^{}\\[~]|", (int)code)))
			return 2;
		if (code == '`' || code == 0x7F)
			return 0;
		return code >= 0x20 || code == '\n' || code == '\r' ? 1 : 0;
	}
	if (code == EURO)
		return 2;
	for (size_t i = 0; i < COUNT_OF(BASIC); i++) {
		if (BASIC[i] == code)
			return 1;
	}
	return 0;
}

const char *sms_encoding_name(enum sms_encoding encoding)
{
	return encoding == SMS_GSM7 ? "GSM7" : "UCS2";
}

static int units_of(uint32_t code, enum sms_encoding encoding)
{
	if (encoding == SMS_GSM7)
		return gsm7_septets(code);
	return code > 0xFFFF ? 2 : 1;
}

static void note_dear(struct sms_size *size, struct slice letter)
{
	for (size_t i = 0; i < size->dear_count; i++) {
		if (size->dear[i].len == letter.len &&
		    memcmp(size->dear[i].at, letter.at, letter.len) == 0)
			return;
	}
	if (size->dear_count < SMS_DEAR_MAX)
		size->dear[size->dear_count++] = letter;
}

static int choose_encoding(struct slice text, struct sms_size *size, struct err *err)
{
	for (size_t at = 0; at < text.len;) {
		uint32_t code = 0;
		size_t step =
			text_next((struct slice){ text.at + at, text.len - at }, &code);

		if (step == 0)
			return err_set(err, ERR_INVALID, "the text is not UTF-8");
		if (gsm7_septets(code) == 0) {
			size->encoding = SMS_UCS2;
			note_dear(size, (struct slice){ text.at + at, step });
		}
		at += step;
	}
	return 0;
}

static int64_t count_units(struct slice text, enum sms_encoding encoding)
{
	int64_t units = 0;
	uint32_t code = 0;

	for (size_t at = 0; at < text.len;) {
		at += text_next((struct slice){ text.at + at, text.len - at }, &code);
		units += units_of(code, encoding);
	}
	return units;
}

/* A letter that does not fit whole opens the next part. */
static int fill_parts(struct slice text, int room, struct sms_size *size, struct err *err)
{
	int used = room;
	uint32_t code = 0;

	for (size_t at = 0; at < text.len;) {
		at += text_next((struct slice){ text.at + at, text.len - at }, &code);
		int units = units_of(code, size->encoding);

		if (used + units > room) {
			if (size->parts == SMS_PARTS_MAX)
				return err_set(err, ERR_INVALID,
					       "the text takes more than %d parts",
					       SMS_PARTS_MAX);
			size->parts++;
			used = 0;
		}
		used += units;
		size->part_units[size->parts - 1] = (uint8_t)used;
	}
	return 0;
}

int sms_measure(struct slice text, struct sms_size *ret_size, struct err *err)
{
	struct sms_size size = { .encoding = SMS_GSM7 };

	if (choose_encoding(text, &size, err) < 0)
		return -1;
	bool is_gsm7 = size.encoding == SMS_GSM7;
	int alone = is_gsm7 ? GSM7_ALONE : UCS2_ALONE;
	int part = is_gsm7 ? GSM7_PART : UCS2_PART;

	size.units = count_units(text, size.encoding);
	if (fill_parts(text, size.units <= alone ? alone : part, &size, err) < 0)
		return -1;
	*ret_size = size;
	return 0;
}
