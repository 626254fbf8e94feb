/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What was found about a document: rule, weight, place and words. A growing list with a
 * maximum; beyond it further findings are counted, not kept. Thread: one at a time.
 */
#ifndef BEURT_INVOICE_DOMAIN_FINDINGS_H
#define BEURT_INVOICE_DOMAIN_FINDINGS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/err.h"

#define FINDINGS_MAX 500

enum severity { SEVERITY_NONE, SEVERITY_ERROR, SEVERITY_WARNING, SEVERITY_INFO };

struct finding {
	char rule[32];
	enum severity severity;
	char *place; /* XPath, JSON pointer or "row 3, column km" */
	char *text;  /* our own words, for people; no personal data */
};

struct findings {
	struct finding *at;
	size_t count;
	size_t dropped;
};

void findings_done(struct findings *findings);
#define FINDINGS_AUTO __attribute__((cleanup(findings_done))) struct findings

void findings_add(struct findings *findings, const char *rule, enum severity severity,
		  const char *place, const char *text);
bool findings_have(const struct findings *findings, const char *rule);
bool findings_have_error(const struct findings *findings);
const char *severity_name(enum severity severity); /* "error" */

#endif
