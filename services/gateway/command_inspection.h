/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What a customer may ask for by a link: answer advices, have the data mailed, ask for an
 * appointment, register the car, and that the page was seen. The message says what is
 * asked; the command's own fields and whom it is about are filled in here. A refusal is
 * an error with the service's code. Thread: http worker.
 */
#ifndef BEURT_GATEWAY_COMMAND_INSPECTION_H
#define BEURT_GATEWAY_COMMAND_INSPECTION_H

#include "gateway/command.h"
#include "gateway/customer_link.h"
#include "gen/inspection_answer.h"
#include "gen/inspection_wish.h"
#include "gen/registration_activate.h"

struct customer_ask {
	struct gateway *gateway;
	const struct request *req;
	const struct link_target *target;
	const char *key; /* uuid from the page: pressing twice asks once; NULL = new */
};

/* `answer` brings number, evidence and lines. COMMAND_DONE once the form shows it.
 * ERR_DENIED ABOVE_LIMIT: an approval is above the limit of the car's fleet. */
MUST_CHECK int customer_answer(const struct customer_ask *ask,
			       struct inspection_answer *answer,
			       enum command_end *ret_end, struct err *err);
MUST_CHECK int customer_mail(const struct customer_ask *ask, enum command_end *ret_end,
			     struct err *err);
/* `wish` brings days, part, stay and remarks. */
MUST_CHECK int customer_wish(const struct customer_ask *ask, struct inspection_wish *wish,
			     enum command_end *ret_end, struct err *err);
/* `activation` brings email, mobile and remarks; the target is a registration. */
MUST_CHECK int customer_activate(const struct customer_ask *ask,
				 struct registration_activate *activation,
				 enum command_end *ret_end, struct err *err);
/* Tells it and waits for nothing. Ask it only of a form that was not opened before. */
MUST_CHECK int customer_seen(const struct customer_ask *ask, int64_t number,
			     struct err *err);

#endif
