/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Decides which parts of a picture are the picture. The parts are copied as they are;
 * nothing is decoded.
 */
#include "gateway/domain/photo.h"

#include <stdint.h>
#include <string.h>

#define JPEG_START "\xff\xd8\xff"
#define PNG_START  "\x89PNG\r\n\x1a\n"

static bool starts(struct slice bytes, const char *with, size_t length)
{
	return bytes.len >= length && memcmp(bytes.at, with, length) == 0;
}

enum photo_kind photo_kind_of(struct slice bytes)
{
	if (starts(bytes, JPEG_START, sizeof(JPEG_START) - 1))
		return PHOTO_JPEG;
	if (starts(bytes, PNG_START, sizeof(PNG_START) - 1))
		return PHOTO_PNG;
	return PHOTO_NONE;
}

const char *photo_media(enum photo_kind kind)
{
	static const char *const media[] = { NULL, "image/jpeg", "image/png" };
	return media[kind];
}

static int broken(struct err *err)
{
	return err_set(err, ERR_INVALID, "the picture is cut off or not well made");
}

static struct slice skip(struct slice rest, size_t bytes)
{
	return (struct slice){ rest.at + bytes, rest.len - bytes };
}

static void copy(struct strbuf *out, struct slice rest, size_t bytes)
{
	strbuf_add_n(out, rest.at, bytes);
}

/* --- JPEG (ITU-T T.81, B.1) -----------------------------------------------------------
 */
enum {
	MARK = 0xff,
	MARK_TEM = 0x01,
	MARK_RST0 = 0xd0,
	MARK_RST7 = 0xd7,
	MARK_SOI = 0xd8,
	MARK_EOI = 0xd9,
	MARK_SOS = 0xda,
	MARK_APP1 = 0xe1,
	MARK_APP14 = 0xee,
	MARK_APP15 = 0xef,
	MARK_COM = 0xfe,
};

static bool is_metadata(uint8_t mark)
{
	return mark == MARK_COM ||
	       (mark >= MARK_APP1 && mark <= MARK_APP15 && mark != MARK_APP14);
}

static bool is_restart(uint8_t mark)
{
	return mark >= MARK_RST0 && mark <= MARK_RST7;
}

static uint8_t byte_at(struct slice bytes, size_t i)
{
	return (uint8_t)bytes.at[i];
}

/* Coded data run up to the next mark that is not a stuffed zero or a restart. */
static size_t scan_length(struct slice rest)
{
	size_t i = 0;
	for (; i + 1 < rest.len; i++) {
		if (byte_at(rest, i) != MARK)
			continue;
		uint8_t mark = byte_at(rest, i + 1);
		if (mark != 0 && mark != MARK && !is_restart(mark))
			return i;
	}
	return rest.len;
}

/* A mark with its length: at least four bytes are there. 0 when it is cut off. */
static size_t segment_length(struct slice rest)
{
	if (rest.len < 4)
		return 0;
	size_t length = 2 + (size_t)byte_at(rest, 2) * 256 + byte_at(rest, 3);
	return length >= 4 && length <= rest.len ? length : 0;
}

static int strip_jpeg(struct slice rest, struct strbuf *out, struct err *err)
{
	copy(out, rest, 2);
	rest = skip(rest, 2);
	while (rest.len >= 2 && byte_at(rest, 0) == MARK) {
		uint8_t mark = byte_at(rest, 1);
		if (mark == MARK) { /* fill */
			rest = skip(rest, 1);
			continue;
		}
		if (mark == MARK_EOI) {
			copy(out, rest, 2);
			return strbuf_check(out, err);
		}
		if (mark == 0 || mark == MARK_SOI || mark == MARK_TEM || is_restart(mark))
			return broken(err);
		size_t length = segment_length(rest);
		if (length == 0)
			return broken(err);
		if (mark == MARK_SOS)
			length += scan_length(skip(rest, length));
		if (!is_metadata(mark))
			copy(out, rest, length);
		rest = skip(rest, length);
	}
	return broken(err);
}

/* --- PNG (ISO/IEC 15948, 5.3) ----------------------------------------------------------
 */
#define CHUNK_HEAD 8 /* length, type */
#define CHUNK_MORE 12

static const char *const PIXEL_CHUNKS[] = {
	"IHDR", "PLTE", "IDAT", "IEND", "tRNS", "gAMA", "cHRM", "sRGB", "sBIT", "bKGD",
};

static bool chunk_is(struct slice rest, const char *type)
{
	return memcmp(rest.at + 4, type, 4) == 0;
}

static bool makes_pixels(struct slice rest)
{
	for (size_t i = 0; i < COUNT_OF(PIXEL_CHUNKS); i++)
		if (chunk_is(rest, PIXEL_CHUNKS[i]))
			return true;
	return false;
}

/* The whole chunk; 0 when it is cut off. */
static size_t chunk_length(struct slice rest)
{
	size_t length = 0;
	if (rest.len < CHUNK_MORE)
		return 0;
	for (size_t i = 0; i < 4; i++)
		length = length * 256 + byte_at(rest, i);
	return length <= rest.len - CHUNK_MORE ? length + CHUNK_MORE : 0;
}

/* An unknown chunk with a capital is needed to show the picture: not ours to leave out.
 */
static bool is_needed(struct slice rest)
{
	return rest.at[4] >= 'A' && rest.at[4] <= 'Z';
}

static int strip_png(struct slice rest, struct strbuf *out, struct err *err)
{
	size_t head = sizeof(PNG_START) - 1;
	copy(out, rest, head);
	rest = skip(rest, head);
	if (chunk_length(rest) == 0 || !chunk_is(rest, "IHDR"))
		return broken(err);
	for (;;) {
		size_t length = chunk_length(rest);
		if (length == 0 || (is_needed(rest) && !makes_pixels(rest)))
			return broken(err);
		if (makes_pixels(rest))
			copy(out, rest, length);
		if (chunk_is(rest, "IEND"))
			return strbuf_check(out, err);
		rest = skip(rest, length);
	}
}

int photo_strip(struct slice bytes, struct strbuf *out, struct err *err)
{
	switch (photo_kind_of(bytes)) {
	case PHOTO_JPEG:
		return strip_jpeg(bytes, out, err);
	case PHOTO_PNG:
		return strip_png(bytes, out, err);
	case PHOTO_NONE:
		break;
	}
	return err_set(err, ERR_INVALID, "the picture is neither JPEG nor PNG");
}
