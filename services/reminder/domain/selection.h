/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The language in which a garage says whom a campaign is for: groups (all, any, none) of
 * sentences {field, operator, value}, over fields that are listed here and no others.
 *
 *	{"all": [{"field": "car.age", "operator": "at_least", "value": 8},
 *	         {"any": [...]}]}
 *
 * A selection is about a customer's car: it is true of a pair of the two. What a text may
 * hold, how long it may be and how deep is decided when it is parsed; what is left can be
 * compiled without looking at it again (store_selection.c). Thread: any.
 */
#ifndef BEURT_REMINDER_SELECTION_H
#define BEURT_REMINDER_SELECTION_H

#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"
#include "base/slice.h"

#define SELECTION_BYTES     16000
#define SELECTION_DEPTH     4 /* groups within groups */
#define SELECTION_SENTENCES 40
#define SELECTION_NODES     64 /* sentences and groups */
#define SELECTION_LIST      20 /* values of one sentence */
#define SELECTION_VALUES    200
#define SELECTION_TEXT      61 /* bytes of a text value, its NUL included */
#define SELECTION_MONTHS    120

enum selection_join { JOIN_NONE_OF, JOIN_ALL, JOIN_ANY };

enum selection_field_id {
	FIELD_MAKE,
	FIELD_MODEL,
	FIELD_FUEL,
	FIELD_CATEGORY,
	FIELD_AGE,
	FIELD_ODOMETER,
	FIELD_APK_EXPIRY,
	FIELD_APK_MONTH,
	FIELD_RECALL,
	FIELD_LAST_VISIT,
	FIELD_VISITS,
	FIELD_WORK,
	FIELD_TIME_PART,
	FIELD_SPENT,
	FIELD_EXPECTED,
	FIELD_APPOINTMENT,
	FIELD_APPOINTMENT_IN,
	FIELD_CHANNEL,
	FIELD_CONTACTED,
	FIELD_LANGUAGE,
	FIELD_CUSTOMER_KIND,
	FIELD_POSTCODE,
	FIELD_ADVICES,
	FIELD_ADVICE_WORTH,
	FIELD_FLEET,
	FIELD_PASSPORT,
	FIELD_COUNT,
};

enum selection_type {
	TYPE_TEXT,   /* one or more texts, compared without case */
	TYPE_WORD,   /* one or more of the field's words */
	TYPE_NUMBER, /* a whole number within the field's limits */
	TYPE_FLAG,   /* true or false */
};

enum selection_operator {
	OPERATOR_NONE,
	OPERATOR_IS,
	OPERATOR_IS_NOT,
	OPERATOR_STARTS_WITH,
	OPERATOR_AT_LEAST,
	OPERATOR_AT_MOST,
	OPERATOR_WITHIN,     /* the coming or past days or months, as the field says */
	OPERATOR_LONGER_AGO, /* earlier than that */
	OPERATOR_PASSED,     /* has been; takes no value */
	OPERATOR_COUNT,
};

/* A word of a field, what stands for it in the database, and how people say it. */
struct selection_word {
	const char *word;
	int64_t number;
	const char *nl;
	const char *en;
};

/* One sentence a field can stand in; {value} and {months} are filled in by who shows it.
 */
struct selection_phrase {
	enum selection_operator op;
	const char *nl;
	const char *en;
};

#define SELECTION_PHRASES 3
struct selection_field {
	const char *name; /* "car.age" */
	enum selection_type type;
	const char *nl;
	const char *en;
	int64_t least, most; /* of a number */
	const char *unit;    /* "years", "km", "days", "months", "euros", "times" */
	bool has_months;     /* takes a period, "months", beside the value */
	const struct selection_word *words;
	size_t words_count;
	struct selection_phrase phrases[SELECTION_PHRASES];
};
const struct selection_field *selection_field(enum selection_field_id id);
const char *selection_operator_word(enum selection_operator op);

struct selection_value {
	int64_t number;            /* of a number, a flag or a word */
	char text[SELECTION_TEXT]; /* of a text, as it is compared */
};

/* Groups and sentences in the order of the text; the nodes of a group follow it. */
struct selection_node {
	bool is_group;
	enum selection_join join; /* of a group */
	size_t end;               /* index behind its last node */
	enum selection_field_id field;
	enum selection_operator op;
	size_t values_from, values_count;
	int64_t months; /* 0 = none said */
	char place[64]; /* its JSON pointer */
};

struct selection {
	size_t nodes_count;
	size_t sentences_count;
	size_t values_count;
	struct selection_node nodes[SELECTION_NODES];
	struct selection_value values[SELECTION_VALUES];
};

/* ERR_INVALID, code SELECTION, names the JSON pointer. Free with selection_free. */
MUST_CHECK int selection_parse(struct slice text, struct selection **ret_selection,
			       struct err *err);
void selection_free(struct selection *selection);
AUTO_FREE(selection, selection_free)
/* Does any sentence speak of that field? */
bool selection_names(const struct selection *selection, enum selection_field_id id);
/* Is "field is true" among the sentences that must all hold? */
bool selection_requires(const struct selection *selection, enum selection_field_id id);

#endif
