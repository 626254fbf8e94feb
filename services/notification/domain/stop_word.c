/* SPDX-License-Identifier: Apache-2.0 */
/* The words, and how a message is taken apart into words. */
#include "notification/domain/stop_word.h"

#include <stddef.h>

#include "base/mem.h"

#define WORD_TEXT 16

struct stop_word {
	const char *word;
	bool alone; /* only when nothing follows */
};

static const struct stop_word WORDS[] = {
	{ "STOP", false },
	{ "STOPP", false },
	{ "STOPPEN", false },
	{ "STOPALL", false },
	{ "AFMELDEN", false },
	{ "AFMELDING", false },
	{ "UITSCHRIJVEN", false },
	{ "OPZEGGEN", false },
	{ "UNSUBSCRIBE", false },
	{ "OPTOUT", false },
	{ "ARRET", true },
	{ "UIT", true },
	{ "AF", true },
	{ "EINDE", true },
	{ "END", true },
	{ "QUIT", true },
	{ "CANCEL", true },
	{ "NEE", true },
};

static bool is_letter(char c)
{
	return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c & 0x80);
}

/* The next word in capitals, without what stands around it; "" when there is none.
 * A word that is longer than any of ours is cut, and is then none of them. */
static struct slice next_word(struct slice text, char ret_word[WORD_TEXT])
{
	size_t at = 0;
	size_t len = 0;

	while (at < text.len && !is_letter(text.at[at]))
		at++;
	while (at < text.len && is_letter(text.at[at])) {
		char c = text.at[at++];

		if (len < WORD_TEXT - 1)
			ret_word[len++] = c >= 'a' && c <= 'z' ? (char)(c - 32) : c;
	}
	ret_word[len] = '\0';
	return (struct slice){ text.at + at, text.len - at };
}

bool stop_word_is(struct slice text)
{
	char word[WORD_TEXT];
	char second[WORD_TEXT];
	struct slice rest = next_word(text, word);

	next_word(rest, second);
	for (size_t i = 0; i < COUNT_OF(WORDS); i++) {
		if (slice_is(slice_of(word), WORDS[i].word))
			return !WORDS[i].alone || second[0] == '\0';
	}
	return false;
}
