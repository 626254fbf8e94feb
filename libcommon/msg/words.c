/* SPDX-License-Identifier: Apache-2.0 */
/* Enum values and their words; the record's key. */
#include <stdio.h>
#include <string.h>

#include "msg/msg.h"

const char *msg_word(const struct msg_words *words, int value)
{
	return value >= 1 && value <= words->count ? words->words[value] : NULL;
}

int msg_word_value(const struct msg_words *words, const char *word)
{
	if (!word)
		return 0;
	for (int value = 1; value <= words->count; value++)
		if (strcmp(words->words[value], word) == 0)
			return value;
	return words->other;
}

/* The first field of the part that is present; NULL when none is. */
static const char *part_text(const struct msg_key_part *part, const char *msg)
{
	for (size_t i = 0; i < MSG_KEY_CHOICES && part->fields[i]; i++) {
		const char *text;
		memcpy(&text, msg + part->fields[i]->offset, sizeof text);
		if (text)
			return text;
	}
	return NULL;
}

int msg_key(const struct msg_type *type, const void *msg, char ret_key[MSG_KEY_TEXT],
	    struct err *err)
{
	char key[MSG_KEY_TEXT] = "";
	size_t len = 0;
	for (size_t i = 0; i < type->key_count; i++) {
		const char *text = part_text(&type->key[i], msg);
		if (!text)
			return err_set_code(err, ERR_INVALID, MSG_NOT_VALID,
					    "/%s is missing",
					    type->key[i].fields[0]->name);
		int added =
			snprintf(key + len, sizeof key - len, "%s%s", i ? "/" : "", text);
		if (added < 0 || (size_t)added >= sizeof key - len)
			return err_set_code(err, ERR_INVALID, MSG_TOO_LARGE,
					    "the key of %s has more than %d bytes",
					    type->name, MSG_KEY_TEXT - 1);
		len += (size_t)added;
	}
	memcpy(ret_key, key, len + 1);
	return 0;
}
