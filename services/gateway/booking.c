/* SPDX-License-Identifier: Apache-2.0 */
/* The four commands of an appointment, and the slots a refusal offers instead. */
#include "gateway/booking.h"

#include "base/text.h"
#include "gen/appointment_cancel.h"
#include "gen/appointment_close.h"
#include "gen/appointment_move.h"
#include "gen/body_slots.h"

static int begin(const struct booking_asker *asker, const struct msg_type *type,
		 struct command *command, struct err *err)
{
	if (command_begin_for(asker->gateway, asker->req, type, asker->as, command, err) <
	    0)
		return -1;
	if (asker->key && uuid_is_valid(asker->key))
		command->id = uuid_from(asker->key);
	/* The next answer shows what was asked: its rows are waited for. */
	command->answer_is_enough = false;
	return 0;
}

static void read_nearest(const char *result, struct booking_end *end)
{
	void *decoded;
	if (!result || msg_decode(&body_slots_type, slice_of(result), &decoded, NULL) < 0)
		return;
	const struct body_slots *slots = decoded;
	for (size_t i = 0; i < slots->slots_count && i < BOOKING_NEAREST; i++) {
		struct booking_slot *slot = &end->nearest[i];
		if (civil_parse(slots->slots[i].date, &slot->date, NULL) < 0)
			break;
		text_copy(slot->time, sizeof(slot->time), slots->slots[i].time);
		end->nearest_count = i + 1;
	}
	msg_free(&body_slots_type, decoded);
}

static int ask(const struct booking_asker *asker, const void *msg,
	       struct booking_end *end, struct err *err)
{
	struct told told = { 0 };
	int result =
		command_ask(asker->gateway, &end->command, msg, &end->end, &told, err);
	if (result < 0)
		read_nearest(told.result, end);
	told_done(&told);
	return result;
}

int booking_book(const struct booking_asker *asker, struct appointment_book *book,
		 struct booking_end *ret_end, struct err *err)
{
	static const enum appointment_book_by by[] = {
		[BOOKING_BY_GARAGE] = APPOINTMENT_BOOK_BY_GARAGE,
		[BOOKING_BY_HOLDER] = APPOINTMENT_BOOK_BY_HOLDER,
		[BOOKING_BY_LINK] = APPOINTMENT_BOOK_BY_LINK,
	};
	*ret_end = (struct booking_end){ .nearest_count = 0 };
	if (begin(asker, &appointment_book_type, &ret_end->command, err) < 0)
		return -1;
	book->command_id = ret_end->command.id.text;
	book->dealer = ret_end->command.dealer;
	book->actor = ret_end->command.actor;
	book->received_at = ret_end->command.received_at;
	book->garage = asker->garage;
	book->by = by[asker->by];
	return ask(asker, book, ret_end, err);
}

int booking_move(const struct booking_asker *asker, const struct booking_move *move,
		 struct booking_end *ret_end, struct err *err)
{
	static const enum appointment_move_by by[] = {
		[BOOKING_BY_GARAGE] = APPOINTMENT_MOVE_BY_GARAGE,
		[BOOKING_BY_HOLDER] = APPOINTMENT_MOVE_BY_HOLDER,
		[BOOKING_BY_LINK] = APPOINTMENT_MOVE_BY_LINK,
	};
	*ret_end = (struct booking_end){ .nearest_count = 0 };
	if (begin(asker, &appointment_move_type, &ret_end->command, err) < 0)
		return -1;
	struct appointment_move msg = {
		COMMAND_FIELDS(&ret_end->command),
		.garage = asker->garage,
		.appointment_id = move->appointment_id,
		.date = move->date,
		.time = move->time,
		.by = by[asker->by],
	};
	return ask(asker, &msg, ret_end, err);
}

int booking_cancel(const struct booking_asker *asker, const char *appointment_id,
		   const char *reason, struct booking_end *ret_end, struct err *err)
{
	static const enum appointment_cancel_by by[] = {
		[BOOKING_BY_GARAGE] = APPOINTMENT_CANCEL_BY_GARAGE,
		[BOOKING_BY_HOLDER] = APPOINTMENT_CANCEL_BY_HOLDER,
		[BOOKING_BY_LINK] = APPOINTMENT_CANCEL_BY_LINK,
	};
	*ret_end = (struct booking_end){ .nearest_count = 0 };
	if (begin(asker, &appointment_cancel_type, &ret_end->command, err) < 0)
		return -1;
	struct appointment_cancel msg = {
		COMMAND_FIELDS(&ret_end->command),
		.garage = asker->garage,
		.appointment_id = appointment_id,
		.by = by[asker->by],
		.reason = reason,
	};
	return ask(asker, &msg, ret_end, err);
}

int booking_close(const struct booking_asker *asker, const char *appointment_id,
		  bool came, struct booking_end *ret_end, struct err *err)
{
	*ret_end = (struct booking_end){ .nearest_count = 0 };
	if (begin(asker, &appointment_close_type, &ret_end->command, err) < 0)
		return -1;
	struct appointment_close msg = {
		COMMAND_FIELDS(&ret_end->command),
		.garage = asker->garage,
		.appointment_id = appointment_id,
		.came = came,
	};
	return ask(asker, &msg, ret_end, err);
}

enum wire_appointment_kind booking_kind(const struct request *req)
{
	char word[20] = "";
	request_form(req, "kind", word, sizeof(word));
	enum wire_appointment_kind kind = wire_appointment_kind_of(word);
	return kind == WIRE_APPOINTMENT_KIND_NONE ? WIRE_APPOINTMENT_KIND_OTHER : kind;
}
