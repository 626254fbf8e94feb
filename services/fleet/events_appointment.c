/* SPDX-License-Identifier: Apache-2.0 */
/* What garages and holders do with appointments. */
#include "fleet/appointment/book.h"
#include "fleet/events.h"

#define REQUEST(word)                                                                    \
	{                                                                                \
		.svc = svc, .tx = tx, .say = say, .garage = msg->garage,                 \
		.tenant = msg->dealer, .by = word                                        \
	}

COMMAND(appointment_book)
{
	struct appointment_request request = REQUEST(appointment_book_by_word(msg->by));

	return appointment_make(&request, msg, ret_answer, err);
}

COMMAND(appointment_move)
{
	struct appointment_request request = REQUEST(appointment_move_by_word(msg->by));

	return appointment_shift(&request, msg, ret_answer, err);
}

COMMAND(appointment_cancel)
{
	struct appointment_request request = REQUEST(appointment_cancel_by_word(msg->by));

	return appointment_call_off(&request, msg, ret_answer, err);
}

COMMAND(appointment_close)
{
	struct appointment_request request = REQUEST("garage");

	return appointment_conclude(&request, msg, ret_answer, err);
}
