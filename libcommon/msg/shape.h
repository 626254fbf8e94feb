/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The tables the generator writes and the engine walks: what a message consists of.
 *
 * Everything here is static const data. A field says where it lives in the struct
 * (`offset`) and, where it can be absent or many, where its has_ flag or its _count
 * stands (`beside`). Thread: any.
 */
#ifndef BEURT_MSG_SHAPE_H
#define BEURT_MSG_SHAPE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define MSG_MAX_FIELDS 128 /* of one object */

enum msg_field_kind {
	MSG_TEXT,    /* const char *; min..max code points */
	MSG_UUID,    /* const char *; 36 lower-case characters */
	MSG_DATE,    /* const char *; 2026-11-22 */
	MSG_INSTANT, /* const char *; RFC 3339 */
	MSG_INT,     /* int64_t; min..max */
	MSG_BOOL,    /* bool */
	MSG_ENUM,    /* an enum; 0 = absent */
	MSG_OBJECT,  /* struct; a pointer to one when optional */
	MSG_LIST,    /* pointer to elements, and a count of at most max */
};

enum msg_field_flags {
	MSG_REQUIRED = 1,
	MSG_PERSONAL = 2, /* masked in logs, touched by erasure */
};

/* The words of an enum; value 0 is "none" and has no word. */
struct msg_words {
	const char *const *words; /* [1..count] */
	int count;
	int other; /* value unknown words get; 0 = the enum is closed */
};

struct msg_shape;

struct msg_field {
	const char *name;
	size_t name_len;
	enum msg_field_kind kind;
	unsigned flags;
	size_t offset;
	size_t beside; /* has_ flag of an optional number or truth, _count of a list */
	int64_t min;
	int64_t max;
	const struct msg_words *words;   /* MSG_ENUM */
	const struct msg_shape *shape;   /* MSG_OBJECT */
	const struct msg_field *element; /* MSG_LIST: what each element is, at offset 0 */
};

struct msg_shape {
	size_t size;
	const struct msg_field *fields;
	size_t fields_count;
};

enum msg_kind {
	MSG_BODY, /* request or reply of the HTTP interface; never on a topic */
	MSG_INGRESS,
	MSG_STATE,
	MSG_FACT,
	MSG_REQUEST,
	MSG_COMMAND,
	MSG_REPLY,
};

#define MSG_KEY_CHOICES 4

/* One part of the record's key: the first of these fields that is present. */
struct msg_key_part {
	const struct msg_field *fields[MSG_KEY_CHOICES];
};

struct msg_type {
	const char *name;    /* "invoice.recorded" */
	const char *ce_type; /* "nl.beurt.invoice.recorded.v1" */
	int version;
	enum msg_kind kind;
	const char *topic;         /* "invoice.recorded.v1"; NULL for bodies */
	const char *topic_pattern; /* regular expression where topic has a {part}; else
				      NULL */
	const struct msg_key_part *key;
	size_t key_count;
	size_t max_bytes; /* of the JSON text */
	bool awaited;     /* a state by one id with a version: the answer to the command
			   * that told it waits until the portal shows it */
	const struct msg_shape *shape;
};

/* A topic as proto/asyncapi.json declares it. */
struct msg_topic {
	const char *name;
	enum msg_kind kind;
	int partitions;
	int64_t retention_ms; /* -1 = kept for ever */
	bool compacted;
	int64_t max_bytes; /* largest record */
	const char *heard_by; /* services that read it, with a space between */
};

#endif
