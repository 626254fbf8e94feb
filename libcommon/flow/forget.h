/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Taking a person out of a service (AVG, "recht op vergetelheid").
 *
 * Each service keeps one table of what it keeps of people: struct forget_service, in its
 * store_forget.c. person.erased names the person by ids; forget_person() then runs every
 * rule, empties what flow itself keeps (dead letters, answers to commands), and says
 * person.forgotten; once all services have, queues are cut and person.trimmed is said
 * (trim.h). A test holds these tables against the migrations, so that a new column with
 * personal data cannot be left out. Thread: that of the transaction.
 */
#ifndef BEURT_FLOW_FORGET_H
#define BEURT_FLOW_FORGET_H

#include "flow/flow.h"

/*
 * Start of every rule's statement. $1 garage, $2 the customer or party, $3 vehicles that
 * were theirs, $4 clues: texts by which a document of theirs is recognised, $5 now. Clues
 * are in small letters without spaces and dashes, as FORGET_CLUED compares them.
 */
#define FORGET                                                                           \
	"WITH who AS (SELECT $1::text AS dealer, $2::uuid AS person,"                    \
	" $3::uuid[] AS cars, $4::text[] AS clues, $5::timestamptz AS at) "

/* True of a text that one of the clues is in. */
#define FORGET_CLUED(column)                                                             \
	" EXISTS (SELECT FROM who, unnest(who.clues) clue"                               \
	" WHERE strpos(lower(translate(" column ", '- ', '')), clue) > 0) "

struct forget_rule {
	const char *table; /* whose personal data it takes out */
	const char *sql;   /* begins with FORGET; rows it changed are counted; NULL: … */
	const char *how;   /* … another way: which code, or which message tells */
};

struct forget_service {
	const char *service;
	/* One column of texts only this person has: address, telephone, plates. $1 to $3
	 * as above. Read before the rules run; NULL: ids alone are clues. */
	const char *clues_sql;
	const struct forget_rule *rules;
	size_t count;
};

struct heard;
struct person_erased;

/* Everything of the person goes; running it again finds nothing and says so again. */
MUST_CHECK int forget_person(struct tx *tx, const struct forget_service *service,
			     const struct person_erased *person, struct outbox *say,
			     struct err *err);

/*
 * person.erased and the states that empty the copies come on topics of their own, in
 * any order; who hears a state first would have no clues left. So flow itself, before it
 * hands a record of a route with `forgets` to its handler, calls forget_copy(): when the
 * record empties the copy of a customer, party or car, what the clues in that copy find,
 * in the service's rules and flow's tables, goes then. Nothing is kept for later.
 */
MUST_CHECK int forget_copy(struct tx *tx, const struct forget_service *service,
			   const struct heard *in, struct err *err);
/* The same for a handler that is about to empty a copy because person.erased came. `id`:
 * the customer, party or car. */
MUST_CHECK int forget_by_clues(struct tx *tx, const struct forget_service *service,
			       const char *dealer, const char *id, struct err *err);
/* A tombstone; a customer who is erased; a car without names, which no other car is. */
bool forget_empties(const struct heard *in);

/* The route of person.forgotten: which services have, so that this one knows when it may
 * cut its queues (trim.h) and say person.trimmed. Every service that hears person.erased
 * has it. */
MUST_CHECK int forget_heard(void *service, struct tx *tx, const struct heard *in,
			    struct outbox *say, struct err *err);

#endif
