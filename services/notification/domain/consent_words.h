/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The words people agreed to, or read before they refused: versions that never change.
 * The ledger names the version and keeps a print of the words, so that it can be shown
 * later what was on the page. New words are a new version beside the old. Thread: any.
 */
#ifndef BEURT_NOTIFICATION_CONSENT_WORDS_H
#define BEURT_NOTIFICATION_CONSENT_WORDS_H

#define WORDS_PRINT_TEXT 17

struct consent_words {
	const char *version; /* "preferences@1" */
	const char *nl;
	const char *en;
};

/* NULL when there is no such version. */
const struct consent_words *consent_words_find(const char *version);
/* Of both languages together; "" for none. */
void consent_words_print(const char *version, char ret_print[WORDS_PRINT_TEXT]);

#endif
