/* SPDX-License-Identifier: Apache-2.0 */
/* Keeps findings in the order in which they were made. */
#include "invoice/domain/findings.h"

#include <string.h>

void findings_done(struct findings *findings)
{
	for (size_t i = 0; i < findings->count; i++) {
		mem_free(findings->at[i].place);
		mem_free(findings->at[i].text);
	}
	mem_free(findings->at);
	*findings = (struct findings){ NULL, 0, 0 };
}

static void copy_rule(char *into, size_t size, const char *rule)
{
	size_t len = strlen(rule);

	if (len >= size)
		len = size - 1;
	memcpy(into, rule, len);
	into[len] = '\0';
}

void findings_add(struct findings *findings, const char *rule, enum severity severity,
		  const char *place, const char *text)
{
	if (findings->count == FINDINGS_MAX) {
		findings->dropped++;
		return;
	}
	if ((findings->count & (findings->count - 1)) == 0) {
		size_t room = findings->count ? findings->count * 2 : 1;

		findings->at = mem_grow(findings->at, room * sizeof(*findings->at));
	}
	struct finding *finding = &findings->at[findings->count++];

	copy_rule(finding->rule, sizeof(finding->rule), rule);
	finding->severity = severity;
	finding->place = mem_text(place ? place : "");
	finding->text = mem_text(text);
}

bool findings_have(const struct findings *findings, const char *rule)
{
	for (size_t i = 0; i < findings->count; i++) {
		if (strcmp(findings->at[i].rule, rule) == 0)
			return true;
	}
	return false;
}

bool findings_have_error(const struct findings *findings)
{
	for (size_t i = 0; i < findings->count; i++) {
		if (findings->at[i].severity == SEVERITY_ERROR)
			return true;
	}
	return false;
}

const char *severity_name(enum severity severity)
{
	static const char *const names[] = { "none", "error", "warning", "info" };

	return names[severity];
}
