/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What every test of letters stands in: the compiled templates, keys of its own, a garage
 * in Gouda, and the files of tests/data/letters, which have what a letter says word for
 * word. A test's `write` writes those files anew, to be read before they are kept.
 */
#ifndef BEURT_TESTS_LETTER_ROOM_H
#define BEURT_TESTS_LETTER_ROOM_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "notification/mail/letter.h"
#include "sys/file.h"
#include "sys/zone_file.h"

#define HEX_A "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"

struct room {
	struct templates *templates;
	struct letter_keys *keys;
	struct letter_writer writer;
	bool writes; /* the files, instead of comparing with them */
};

static struct room the_room;

static inline int open_room(void **state)
{
	struct room *room = &the_room;
	struct err err = { 0 };

	if (templates_open(&room->templates, &err) < 0 ||
	    letter_keys_open("1:" HEX_A, HEX_A, &room->keys, &err) < 0) {
		print_error("%s\n", err.text);
		return -1;
	}
	room->writer = (struct letter_writer){ room->templates, room->keys,
					       "https://beurt.example" };
	*state = room;
	return 0;
}

static inline int close_room(void **state)
{
	struct room *room = *state;

	templates_close(room->templates);
	letter_keys_close(room->keys);
	return 0;
}

/* From the garage to somebody of it, about no car yet. */
static inline struct letter plain_letter(const char *name,
					 enum greeting_language language)
{
	struct letter letter = {
		.intent = { "0198c2f0-1111-7000-8000-000000000001" },
		.customer = { "0198c2f0-1111-7000-8000-000000000002" },
		.name = name,
		.language = language,
		.purpose = PURPOSE_SERVICE,
		.garage = { .dealer = "NL-4711",
			    .name = "Garage De Brug",
			    .sender_name = "Garage De Brug",
			    .sender_email = "balie@debrug.example",
			    .phone = "0182 - 51 23 45",
			    .street = "Kade 1",
			    .postcode = "2801 AA",
			    .city = "Gouda",
			    .public_url = "https://mijn.debrug.example" },
		.person = { .whole_name = "Chloë Jansen" },
		.email = "j.jansen@example.nl",
		.today = { 2026, 11, 25 },
		.now = { INT64_C(1795356000) * MICROS_PER_SECOND },
	};
	struct err err = { 0 };

	if (zone_find("Europe/Amsterdam", &letter.zone, &err) < 0)
		fail_msg("%s", err.text);
	return letter;
}

static inline void about_the_forester(struct letter *letter)
{
	letter->plate = "H001HB";
	letter->make = "SUBARU";
	letter->model = "FORESTER";
}

static inline struct letter_sheet show(const struct room *room,
				       const struct letter *letter)
{
	struct letter_sheet sheet = { 0 };
	struct err err = { 0 };

	if (letter_show(&room->writer, letter, &sheet, &err) < 0)
		fail_msg("%s", err.text);
	return sheet;
}

static inline void write_mail(const struct room *room, const struct letter *letter,
			      struct strbuf *out)
{
	struct err err = { 0 };

	if (letter_write(&room->writer, letter, out, &err) < 0)
		fail_msg("%s", err.text);
}

/* tests/data/letters/<name>.<language>.txt. */
static inline void says_what_was_agreed(const struct room *room,
					const struct letter *letter)
{
	struct letter_sheet sheet = show(room, letter);
	STRBUF_AUTO said = strbuf_new(100000);
	struct err err = { 0 };
	AUTO_TEXT *kept = NULL;
	size_t len = 0;
	char path[200];

	strbuf_addf(&said, "Subject: %s\n\n%s", sheet.subject, sheet.text);
	letter_sheet_done(&sheet);
	snprintf(path, sizeof(path), TEST_DATA "/letters/%s.%s.txt", letter->name,
		 letter->language == GREETING_EN ? "en" : "nl");
	if (room->writes) {
		assert_int_equal(file_replace(path, slice_of(said.text), &err), 0);
		return;
	}
	if (file_read(path, 100000, &kept, &len, &err) < 0)
		fail_msg("%s", err.text);
	if (strcmp(kept, said.text) != 0)
		fail_msg("%s is not what the letter says:\n%s", path, said.text);
}

static inline void must_have(const char *text, const char *part)
{
	if (!strstr(text, part))
		fail_msg("it does not say: %s\n%s", part, text);
}

#endif
