/* SPDX-License-Identifier: Apache-2.0 */
/* Decides what was read: the same words as on the pages and the desk's form. */
#include "notification/domain/consent_words.h"

#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include "base/err.h"
#include "base/mem.h"
#include "base/strbuf.h"
#include "base/text.h"

#define WORDS_MAX 4000

/* clang-format off */
static const struct consent_words words[] = {
	{ "unsubscribe-page@1",
	  "Wilt u geen onderhoudsberichten meer van uw garage? Kies wat u wilt stoppen en "
	  "druk op de knop.",
	  "No more service messages from your garage? Choose what to stop and press the "
	  "button." },
	{ "preferences@1",
	  "Hier kiest u welke berichten u van uw garage wilt en hoe. Wat u aanvinkt, mag uw "
	  "garage u sturen. U kunt dit altijd veranderen. Berichten over een opdracht of "
	  "afspraak krijgt u altijd.",
	  "Choose here which messages you want from your garage, and how. What you tick, "
	  "your garage may send you. You can change this at any time. Messages about an "
	  "order or appointment you always get." },
	{ "activation@1",
	  "Stuur mij een bericht als mijn auto aan de beurt is voor APK of onderhoud.",
	  "Send me a message when my car is due for its MOT test or service." },
	{ "acceptance@1",
	  "Stuur mij een bericht als mijn auto aan de beurt is voor APK of onderhoud.",
	  "Send me a message when my car is due for its MOT test or service." },
	{ "desk@1",
	  "De klant heeft dit aan de balie of telefonisch gezegd.",
	  "The customer said so at the desk or by telephone." },
	{ "stop@1", "STOP", "STOP" },
};
/* clang-format on */

const struct consent_words *consent_words_find(const char *version)
{
	for (size_t i = 0; version && i < COUNT_OF(words); i++) {
		if (strcmp(words[i].version, version) == 0)
			return &words[i];
	}
	return NULL;
}

void consent_words_print(const char *version, char ret_print[WORDS_PRINT_TEXT])
{
	const struct consent_words *found = consent_words_find(version);
	STRBUF_AUTO both = strbuf_new(WORDS_MAX);

	ret_print[0] = '\0';
	if (!found)
		return;
	strbuf_addf(&both, "%s\n%s", found->nl, found->en);
	snprintf(ret_print, WORDS_PRINT_TEXT, "%016llx",
		 (unsigned long long)text_hash(both.text));
}
