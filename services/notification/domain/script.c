/* SPDX-License-Identifier: Apache-2.0 */
/* Finds places in braces; the table knows their names in both languages. */
#include "notification/domain/script.h"

#include <stddef.h>
#include <string.h>

#define NOTHING "\xe2\x80\xa6"

struct place {
	const char *names[2];
	size_t offset;
};

#define AT(member) offsetof(struct script_facts, member)

static const struct place PLACES[] = {
	{ { "klant", "customer" }, AT(customer) },
	{ { "auto", "car" }, AT(car) },
	{ { "kenteken", "plate" }, AT(plate) },
	{ { "garage", "garage" }, AT(garage) },
	{ { "apk", "apk" }, AT(apk) },
	{ { "beurt", "service" }, AT(service) },
	{ { "vorig_bezoek", "last_visit" }, AT(last_visit) },
	{ { "bedrag", "amount" }, AT(amount) },
};

static bool is_name(const char *name, const char *text, size_t len)
{
	return strlen(name) == len && memcmp(name, text, len) == 0;
}

/* The fact of that name; NULL when there is no such place. */
static const char *fact_of(const struct script_facts *facts, const char *name, size_t len)
{
	for (size_t i = 0; i < sizeof(PLACES) / sizeof(PLACES[0]); i++) {
		const struct place *place = &PLACES[i];

		if (!is_name(place->names[0], name, len) &&
		    !is_name(place->names[1], name, len))
			continue;
		const char *fact =
			*(const char *const *)((const char *)facts + place->offset);

		return fact && *fact ? fact : NOTHING;
	}
	return NULL;
}

void script_fill(const char *words, const struct script_facts *facts, struct strbuf *out)
{
	while (*words) {
		size_t plain = strcspn(words, "{");
		size_t name = words[plain] ? strcspn(words + plain + 1, "{}") : 0;
		bool closed = words[plain] && words[plain + 1 + name] == '}';
		const char *fact =
			closed ? fact_of(facts, words + plain + 1, name) : NULL;

		strbuf_add_n(out, words, plain);
		words += plain;
		if (!*words)
			return;
		if (fact)
			strbuf_add(out, fact);
		else
			strbuf_add_char(out, '{');
		words += fact ? name + 2 : 1;
	}
}
