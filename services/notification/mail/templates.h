/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The letters' templates, compiled once at start.
 *
 * services/notification/templates/ is compiled into the program: a letter "apk" has, in
 * each language, apk.subject, apk.heading, apk.html and apk.txt, and as a text message or
 * push message apk.short; base.html, base.txt and base.short lie around all of them;
 * .line files are words that the forms share. A partial is
 * looked for in the letter's language first, then among the shared ones.
 * Thread: any, once opened.
 */
#ifndef BEURT_NOTIFICATION_TEMPLATES_H
#define BEURT_NOTIFICATION_TEMPLATES_H

#include <stdbool.h>
#include <stddef.h>

#include "base/strbuf.h"
#include "text/mustache.h"

struct template_source {
	const char *path; /* "nl/apk.html" */
	const char *text;
};

extern const struct template_source template_sources[];
extern const size_t template_sources_count;

struct templates;

/* ERR_BROKEN naming the file and line of a template that is malformed. */
MUST_CHECK int templates_open(struct templates **ret_templates, struct err *err);
void templates_close(struct templates *templates);
AUTO_FREE(templates, templates_close)

/* Whether this letter exists in that language ("nl", "en"). */
bool templates_have(const struct templates *templates, const char *language,
		    const char *letter);
/* Whether it exists as a short message. */
bool templates_have_short(const struct templates *templates, const char *language,
			  const char *letter);

struct template_request {
	const char *language;
	const char *letter; /* what {{> body}} stands for; NULL for a single line */
	const char *file;   /* "base.html", "apk.subject", "car.line" */
};

/* Append the filled file. ERR_ABSENT when there is no such file. */
MUST_CHECK int templates_fill(const struct templates *templates,
			      const struct template_request *request,
			      const struct value *data, struct strbuf *out,
			      struct err *err);

#endif
