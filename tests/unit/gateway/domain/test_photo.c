/* SPDX-License-Identifier: Apache-2.0 */
/* A picture keeps its pixels and loses what the camera wrote beside them. */
#include "gateway/domain/photo.h"

#include "unit.h"

#define TEXT(bytes)                                                                      \
	{                                                                                \
		(bytes), sizeof(bytes) - 1                                               \
	}

/* Crafted parts of a JPEG: a mark, a length that counts itself, and content. */
#define SOI  "\xff\xd8"
#define JFIF "\xff\xe0\x00\x07JFIF\x00"
#define EXIF                                                                             \
	"\xff\xe1\x00\x0c"                                                               \
	"Exif\x00\x00"                                                                   \
	"GPS!"
#define ICC "\xff\xe2\x00\x06icc!"
#define ADOBE                                                                            \
	"\xff\xee\x00\x07"                                                               \
	"Adobe"
#define APP15 "\xff\xef\x00\x04zz"
#define REMARK                                                                           \
	"\xff\xfe\x00\x08"                                                               \
	"thuis!"
#define DQT "\xff\xdb\x00\x04qq"
#define SOF "\xff\xc0\x00\x05sss"
#define SCAN                                                                             \
	"\xff\xda\x00\x04hh"                                                             \
	"ab\xff\x00"                                                                     \
	"cd\xff\xd3"                                                                     \
	"ef\xff\xff\xd0"                                                                 \
	"gh"
#define EOI "\xff\xd9"

/* Crafted chunks of a PNG: length, type, content, a check sum nobody looks at. */
#define SIGNATURE "\x89PNG\r\n\x1a\n"
#define IHDR                                                                             \
	"\x00\x00\x00\x04"                                                               \
	"IHDR"                                                                           \
	"size"                                                                           \
	"crc1"
#define TIME                                                                             \
	"\x00\x00\x00\x02"                                                               \
	"tIME"                                                                           \
	"ab"                                                                             \
	"crc2"
#define WORD                                                                             \
	"\x00\x00\x00\x05"                                                               \
	"tEXt"                                                                           \
	"me\x00us"                                                                       \
	"crc3"
#define PEXIF                                                                            \
	"\x00\x00\x00\x03"                                                               \
	"eXIf"                                                                           \
	"GPS"                                                                            \
	"crc4"
#define GAMMA                                                                            \
	"\x00\x00\x00\x04"                                                               \
	"gAMA"                                                                           \
	"1234"                                                                           \
	"crc5"
#define IDAT                                                                             \
	"\x00\x00\x00\x06"                                                               \
	"IDAT"                                                                           \
	"pixels"                                                                         \
	"crc6"
#define IEND                                                                             \
	"\x00\x00\x00\x00"                                                               \
	"IEND"                                                                           \
	"crc7"
#define NEEDED                                                                           \
	"\x00\x00\x00\x00"                                                               \
	"ABcd"                                                                           \
	"crc8"

static void metadata_goes_and_the_picture_stays(void **state)
{
	static const struct {
		const char *sentence;
		struct slice in;
		struct slice out;
	} cases[] = {
		{ "place and remarks go, JFIF stays",
		  TEXT(SOI JFIF EXIF REMARK DQT SOF SCAN EOI),
		  TEXT(SOI JFIF DQT SOF SCAN EOI) },
		{ "APP1 to APP15 go but APP14",
		  TEXT(SOI EXIF ICC ADOBE APP15 SOF SCAN EOI),
		  TEXT(SOI ADOBE SOF SCAN EOI) },
		{ "between two scans as well", TEXT(SOI SOF SCAN EXIF DQT SCAN EOI),
		  TEXT(SOI SOF SCAN DQT SCAN EOI) },
		{ "what follows the end goes", TEXT(SOI SOF SCAN EOI EXIF "secret"),
		  TEXT(SOI SOF SCAN EOI) },
		{ "fill before a mark is no part of it",
		  TEXT(SOI "\xff\xff" SOF SCAN EOI), TEXT(SOI SOF SCAN EOI) },
		{ "a PNG keeps what makes its pixels",
		  TEXT(SIGNATURE IHDR WORD GAMMA PEXIF IDAT TIME IDAT IEND "more"),
		  TEXT(SIGNATURE IHDR GAMMA IDAT IDAT IEND) },
	};
	(void)state;
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		struct err err = { 0 };
		STRBUF_AUTO out = strbuf_new(PHOTO_MOST);
		expect_number(cases[i].sentence, photo_strip(cases[i].in, &out, &err), 0);
		expect_number(cases[i].sentence, (int64_t)out.len,
			      (int64_t)cases[i].out.len);
		expect_true(cases[i].sentence,
			    memcmp(out.text, cases[i].out.at, out.len) == 0);
	}
}

static void what_is_cut_off_or_not_a_picture_is_refused(void **state)
{
	static const struct {
		const char *sentence;
		struct slice in;
	} cases[] = {
		{ "nothing", TEXT("") },
		{ "a page", TEXT("<svg onload='x'>") },
		{ "a JPEG without its end", TEXT(SOI SOF SCAN) },
		{ "a JPEG cut in a segment", TEXT(SOI "\xff\xe1\x00\x20"
						      "Ex") },
		{ "a segment shorter than its own length",
		  TEXT(SOI "\xff\xdb\x00\x01" EOI) },
		{ "a JPEG that starts again inside", TEXT(SOI SOF SOI EOI) },
		{ "bytes where a mark should be", TEXT(SOI SOF "xx" EOI) },
		{ "the first bytes alone", TEXT("\xff\xd8\xff") },
		{ "a PNG without its end", TEXT(SIGNATURE IHDR IDAT) },
		{ "a PNG that does not start with its size", TEXT(SIGNATURE IDAT IEND) },
		{ "a chunk that is needed and unknown",
		  TEXT(SIGNATURE IHDR NEEDED IEND) },
		{ "a chunk longer than the file", TEXT(SIGNATURE IHDR "\xff\xff\xff\xff"
								      "IDAT") },
		{ "a signature alone", TEXT(SIGNATURE) },
	};
	(void)state;
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		struct err err = { 0 };
		STRBUF_AUTO out = strbuf_new(PHOTO_MOST);
		expect_number(cases[i].sentence, photo_strip(cases[i].in, &out, &err),
			      -1);
		expect_number(cases[i].sentence, err.kind, ERR_INVALID);
	}
}

static void the_first_bytes_tell_the_kind(void **state)
{
	(void)state;
	expect_text("JPEG", photo_media(photo_kind_of((struct slice)TEXT(SOI JFIF))),
		    "image/jpeg");
	expect_text("PNG", photo_media(photo_kind_of((struct slice)TEXT(SIGNATURE))),
		    "image/png");
	expect_true("GIF is neither",
		    photo_kind_of((struct slice)TEXT("GIF89a..")) == PHOTO_NONE);
	expect_true("two bytes are too few",
		    photo_kind_of((struct slice)TEXT(SOI)) == PHOTO_NONE);
}

static void a_picture_larger_than_the_room_is_an_error(void **state)
{
	static const struct slice picture = TEXT(SOI SOF SCAN EOI);
	struct err err = { 0 };
	STRBUF_AUTO out = strbuf_new(picture.len - 1);
	(void)state;
	assert_int_equal(photo_strip(picture, &out, &err), -1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(metadata_goes_and_the_picture_stays),
		cmocka_unit_test(what_is_cut_off_or_not_a_picture_is_refused),
		cmocka_unit_test(the_first_bytes_tell_the_kind),
		cmocka_unit_test(a_picture_larger_than_the_room_is_an_error),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
