/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Asking for appointments, for whoever asks: staff for their garage, a holder for a car,
 * a customer's link. A refusal for the slot's sake carries the nearest free ones.
 * Thread: http worker.
 */
#ifndef BEURT_GATEWAY_BOOKING_H
#define BEURT_GATEWAY_BOOKING_H

#include "gateway/command.h"
#include "gen/appointment_book.h"

#define BOOKING_NEAREST 3

enum booking_by { BOOKING_BY_GARAGE, BOOKING_BY_HOLDER, BOOKING_BY_LINK };

struct booking_asker {
	struct gateway *gateway;
	const struct request *req;
	struct command_asker as; /* tenant and who acts for it */
	const char *garage;      /* it is about; the tenant itself for staff and links */
	enum booking_by by;
	const char *key; /* the command's id, made by a page; NULL: of the request */
};

struct booking_slot {
	struct civil_date date;
	char time[6];
};

struct booking_end {
	struct command command;
	enum command_end end;
	struct booking_slot nearest[BOOKING_NEAREST]; /* when the slot was refused */
	size_t nearest_count;
};

/* Fill everything but what COMMAND_FIELDS, garage and by say. */
MUST_CHECK int booking_book(const struct booking_asker *asker,
			    struct appointment_book *book, struct booking_end *ret_end,
			    struct err *err);
struct booking_move {
	const char *appointment_id;
	const char *date;
	const char *time;
};
MUST_CHECK int booking_move(const struct booking_asker *asker,
			    const struct booking_move *move, struct booking_end *ret_end,
			    struct err *err);
MUST_CHECK int booking_cancel(const struct booking_asker *asker,
			      const char *appointment_id, const char *reason,
			      struct booking_end *ret_end, struct err *err);
MUST_CHECK int booking_close(const struct booking_asker *asker,
			     const char *appointment_id, bool came,
			     struct booking_end *ret_end, struct err *err);
/* What a page's form asks for; OTHER when it does not say. */
enum wire_appointment_kind booking_kind(const struct request *req);

#endif
