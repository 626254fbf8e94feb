/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Mustache templates: compiled once, filled many times.
 *
 * The whole of the public spec's required part: variables (escaped for HTML, or as they
 * are), sections, inverted sections, partials with their indentation, comments, changed
 * delimiters, standalone lines. No lambdas: a template is data and runs nothing. Sections
 * nest at most 32 deep, partials 16, a template has at most 256 KiB; what does not keep
 * to that is an error, as is a filled text beyond the output buffer's maximum.
 * Thread: any, once compiled.
 */
#ifndef BEURT_TEXT_MUSTACHE_H
#define BEURT_TEXT_MUSTACHE_H

#include "base/err.h"
#include "base/slice.h"
#include "base/strbuf.h"
#include "text/value.h"

struct mustache;

enum mustache_escape {
	MUSTACHE_HTML,  /* {{name}} escapes & < > " ' */
	MUSTACHE_PLAIN, /* {{name}} as it is: plain text, subject lines */
};

#define MUSTACHE_SIZE_MAX ((size_t)256 * 1024)

/* Where {{> name}} is found; NULL = no such partial, which renders as nothing. The answer
 * is lent until the render ends. */
struct mustache_partials {
	const struct mustache *(*find)(void *context, struct slice name);
	void *context;
};

/* The source is copied. ERR_INVALID naming the line: unclosed tag, section that is not
 * closed or closed by another name, malformed delimiters, too large or too deep. */
MUST_CHECK int mustache_compile(struct slice source, enum mustache_escape escape,
				struct mustache **ret_template, struct err *err);
void mustache_free(struct mustache *tmpl);
AUTO_FREE(mustache, mustache_free)

/* Append the filled template. A name that is not in the data renders as nothing.
 * ERR_INVALID when partials nest too deep or `out` is full. */
MUST_CHECK int mustache_render(const struct mustache *tmpl, const struct value *data,
			       const struct mustache_partials *partials,
			       struct strbuf *out, struct err *err);

#endif
