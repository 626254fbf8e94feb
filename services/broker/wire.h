/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Numbers and texts as Kafka's protocol writes them: big-endian, length first.
 *
 * Reading past the end or writing past the room sets `bad` and gives zeros; whoever reads
 * asks once, at the end. Thread: one at a time.
 */
#ifndef BEURT_BROKER_WIRE_H
#define BEURT_BROKER_WIRE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct wire {
	unsigned char *at;
	unsigned char *end;
	bool bad;
};

int64_t wire_get(struct wire *wire, size_t bytes); /* a signed number of 2, 4 or 8 */
/* Into a text of `room` bytes; too long is bad, null is empty. */
void wire_get_text(struct wire *wire, char *text, size_t room);
void wire_put(struct wire *wire, int64_t value, size_t bytes);
void wire_put_text(struct wire *wire, const char *text);

#endif
