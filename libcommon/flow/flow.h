/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The one flow every service shares: message in, rows and outbox in one transaction.
 *
 * A handler is a function from a message to effects. It never acknowledges, commits,
 * publishes, retries, logs an error or reads the clock; flow does, once, for all:
 * per partition a batch is collected, one transaction compares-and-sets the partition's
 * offset, runs the handlers and commits; the relay publishes the outbox rows afterwards.
 * A record whose handler answers ERR_INVALID, ERR_DENIED, ERR_ABSENT or ERR_CONFLICT is
 * parked in dead_letter in that same transaction and its key is quarantined; ERR_LATER
 * backs off and runs the batch again; ERR_BROKEN stops the process.
 * Commands differ in one point: every answer, also a refusal, is the command's reply,
 * kept by command id, so that a repeated command gets the same answer.
 * Thread: message and command handlers run on one thread, timers on two others: what a
 * service's state shares between them is constant after start or under a lock.
 */
#ifndef BEURT_FLOW_FLOW_H
#define BEURT_FLOW_FLOW_H

#include "base/slice.h"
#include "msg/msg.h"
#include "pg/pg.h"

/* One record as it was heard. Lent for the handler's call. */
struct heard {
	const struct msg_type *type; /* NULL when unreadable */
	const void *msg; /* decoded, struct <type>; NULL: a tombstone or unreadable */
	const char *unreadable_reason; /* why type or msg is missing; else NULL */
	struct slice raw;              /* the value's bytes; at = NULL for a tombstone */
	const char *topic;
	const char *key;    /* "" without one; "\x…", hex, when it is not plain text */
	const char *id;     /* ce_id; made from topic, partition and offset when absent */
	const char *source; /* ce_source, may be empty */
	const char *trace;  /* traceparent, may be empty */
	struct instant time; /* ce_time, else the record's own */
	int partition;
	int64_t offset;
	const void *prepared; /* what the route's prepare made of it; NULL without one */
};

/* What a handler says: messages published after, and only if, the transaction commits.
 * Message ids follow from the cause, so running a handler again says the same ids. */
struct outbox;
const struct heard *outbox_cause(const struct outbox *say); /* NULL in timers */
/* Generated say_<message>() functions call this; nobody else does. */
MUST_CHECK int outbox_say(struct outbox *say, const struct msg_type *type,
			  const void *msg, struct err *err);
/* The same for a message that is encoded already: `text` is what msg_encode gave, and
 * `key` what msg_key gives. */
MUST_CHECK int outbox_say_text(struct outbox *say, const struct msg_type *type,
			       const char *key, const char *text, struct err *err);
/* Say that the aggregate of a state topic is gone: a tombstone under its key. */
MUST_CHECK int outbox_say_gone(struct outbox *say, const struct msg_type *type,
			       const char *key, struct err *err);
/* Batch handlers: what is said from here on has this record as its cause. Call it before
 * each record's first say, so that ids do not depend on how batches were cut. */
void outbox_because(struct outbox *say, const struct heard *cause);
/* The same for what a batch handler does once for several records: ids follow from the
 * record and from `part`, the name of what is done; say each part in one go. */
void outbox_because_part(struct outbox *say, const struct heard *cause,
			 const char *part);
/* A batch handler that says much between two statements: until outbox_stream_end rows
 * are on their way while the next message is made, and tx takes no other statement.
 * Whether or not the saying failed, the end is to be called. */
MUST_CHECK int outbox_stream(struct outbox *say, struct tx *tx, struct err *err);
MUST_CHECK int outbox_stream_end(struct outbox *say, struct err *err);

/* What a command's handler answers beside its effects. */
struct answer {
	struct uuid aggregate; /* what the gateway's projection must show … */
	int64_t version; /* … at this version before it answers; 0: wait for nothing */
	char *json; /* result for the client, also beside a refusal; may be NULL; flow
		     * frees */
};

typedef int (*message_fn)(void *service, struct tx *tx, const struct heard *in,
			  struct outbox *say, struct err *err);
typedef int (*command_fn)(void *service, struct tx *tx, const struct heard *in,
			  struct outbox *say, struct answer *ret_answer, struct err *err);
/* A hot path may take many records together: `count` of them in order, of every type
 * whose route names this function. On failure flow runs them one by one, through `one`
 * where there is one. */
typedef int (*batch_fn)(void *service, struct tx *tx, const struct heard *const *in,
			size_t count, struct outbox *say, struct err *err);

struct message_route {
	const struct msg_type *type;
	message_fn one;
	command_fn command; /* instead of `one`, for messages that want an answer */
	batch_fn batch;     /* optional, beside `one` */
	/* Called instead of parking a record of this type's topic that cannot be decoded
	 * or is of no known type: in->type and in->msg are NULL, in->unreadable_reason
	 * says why. */
	message_fn unreadable;
	/* What of a handler's work needs the message alone: called on the thread that
	 * reads, beside the handling of earlier records, so it may use neither the
	 * service nor the database. A batch that is run again has it still. */
	void *(*prepare)(const struct heard *in);
	void (*prepare_free)(void *prepared);
	/* A tombstone: in->key says who is gone, in->msg is NULL. NULL: skipped. */
	message_fn gone;
	/* Whose copies' clues go with the copy that this state empties (forget.h). */
	const struct forget_service *forgets;
};

/* Typed handlers, adapted: HEARS(reminder_on_invoice_recorded) makes of this one
 *	int reminder_on_invoice_recorded(struct reminder *svc, struct tx *tx,
 *		const struct invoice_recorded *msg, struct outbox *say, struct err *err);
 * what a route's .one is: reminder_on_invoice_recorded_heard. */
#define HEARS(fn)                                                                        \
	static int fn##_heard(void *service, struct tx *tx, const struct heard *in,      \
			      struct outbox *say, struct err *err)                       \
	{                                                                                \
		return fn(service, tx, in->msg, say, err);                               \
	}
#define COMMANDS(fn)                                                                     \
	static int fn##_commanded(void *service, struct tx *tx, const struct heard *in,  \
				  struct outbox *say, struct answer *ret,                \
				  struct err *err)                                       \
	{                                                                                \
		return fn(service, tx, in->msg, say, ret, err);                          \
	}

/* A record that carries no type is of its topic's type when this service hears exactly
 * one there (outsiders may leave the envelope out); one of a type the service does not
 * hear is skipped, unless its topic has an `unreadable`. */

/* A schedule: rows in <schema>.timer with a due time, claimed under a lock, each run in
 * its own transaction and deleted in it. Idempotent by (kind, key). The row is gone
 * before `run` is called, so `run` may set the next one. Any error undoes it all and is
 * tried again later, 1 s to 5 min. A timer that sends mail over a slow line holds up the
 * timers behind it: let it hand the work to a thread of the service's own. */
typedef int (*timer_fn)(void *service, struct tx *tx, const char *key, struct instant due,
			struct outbox *say, struct err *err);

struct timer_route {
	const char *kind; /* "week_freeze" */
	timer_fn run;
};

/* Set, move or clear a timer; the same kind and key replace each other. */
MUST_CHECK int timer_set(struct tx *tx, const char *kind, const char *key,
			 struct instant due, struct err *err);
/* … unless it is set already. */
MUST_CHECK int timer_begin(struct tx *tx, const char *kind, const char *key,
			   struct instant due, struct err *err);
MUST_CHECK int timer_clear(struct tx *tx, const char *kind, const char *key,
			   struct err *err);

#endif
