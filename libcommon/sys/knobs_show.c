/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The table of knobs as people read it: --help in a terminal, Markdown in a README. Both
 * say the same from the same rows, so a page cannot fall behind.
 */
#include <inttypes.h>

#include "sys/knobs.h"

static const char *kind_name(enum knob_kind kind)
{
	switch (kind) {
	case KNOB_TEXT:
		return "text";
	case KNOB_SECRET:
		return "secret";
	case KNOB_INT:
		return "number";
	case KNOB_FLAG:
		return "true/false";
	}
	return "text";
}

static void add_preset(const struct knob *knob, struct strbuf *out)
{
	if (knob->preset == NULL)
		strbuf_add(out, "required");
	else if (knob->preset[0] == '\0')
		strbuf_add(out, "empty");
	else
		strbuf_add(out, knob->preset);
}

static void add_range(const struct knob *knob, struct strbuf *out)
{
	if (knob->kind == KNOB_INT)
		strbuf_addf(out, ", %" PRId64 "..%" PRId64, knob->min, knob->max);
}

void knobs_print_help(const struct knob *table, size_t count, struct strbuf *out)
{
	for (size_t i = 0; i < count; i++) {
		strbuf_addf(out, "  BEURT_%-22s %s\n%31s(%s", table[i].name,
			    table[i].meaning, "", kind_name(table[i].kind));
		add_range(&table[i], out);
		strbuf_add(out, "; ");
		if (table[i].preset != NULL)
			strbuf_add(out, "default ");
		add_preset(&table[i], out);
		strbuf_add(out, table[i].kind == KNOB_SECRET ? "; or …_FILE)\n" : ")\n");
	}
}

void knobs_print_markdown(const struct knob *table, size_t count, struct strbuf *out)
{
	strbuf_add(out, "| Variable | Kind | Default | Meaning |\n|---|---|---|---|\n");
	for (size_t i = 0; i < count; i++) {
		strbuf_addf(out, "| `BEURT_%s` | %s", table[i].name,
			    kind_name(table[i].kind));
		add_range(&table[i], out);
		strbuf_add(out, " | ");
		add_preset(&table[i], out);
		strbuf_addf(out, " | %s |\n", table[i].meaning);
	}
}
