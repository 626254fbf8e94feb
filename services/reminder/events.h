/* SPDX-License-Identifier: Apache-2.0 */
/* The handlers, one per message heard; routes.c lists them. Thread: flow's. */
#ifndef BEURT_REMINDER_EVENTS_H
#define BEURT_REMINDER_EVENTS_H

#include "gen/appointment_state.h"
#include "gen/consent_state.h"
#include "gen/customer_state.h"
#include "gen/dealer_state.h"
#include "gen/inspection_state.h"
#include "gen/invoice_recorded.h"
#include "gen/notification_outcome.h"
#include "gen/passport_state.h"
#include "gen/proposal_decide.h"
#include "gen/register_state.h"
#include "gen/vehicle_correct.h"
#include "gen/vehicle_disown.h"
#include "gen/vehicle_state.h"
#include "gen/week_decide.h"
#include "reminder/list/news.h"

/* clang-format off */
/* Each keeps what it hears and notes whom it touches; reminder_hear settles that once for
 * all records it was given. */
int reminder_hear(void *svc, struct tx *tx, const struct heard *const *in, size_t count,
		struct outbox *say, struct err *err);
int reminder_on_invoice_recorded(struct news *news, const struct invoice_recorded *msg,
		struct err *err);
int reminder_on_vehicle_state(struct news *news, const struct vehicle_state *msg,
		struct err *err);
int reminder_on_customer_state(struct news *news, const struct customer_state *msg,
		struct err *err);
/* The bit a channel is in masks of channels. */
int64_t news_channel_bit(enum wire_channel channel);
int reminder_on_consent_state(struct news *news, const struct consent_state *msg,
		struct err *err);
int reminder_on_dealer_state(struct news *news, const struct dealer_state *msg,
		struct err *err);
int reminder_on_notification_outcome(struct news *news,
		const struct notification_outcome *msg, struct err *err);
int reminder_on_inspection_state(struct news *news, const struct inspection_state *msg,
		struct err *err);
int reminder_on_appointment_state(struct news *news, const struct appointment_state *msg,
		struct err *err);
int reminder_on_passport_state(struct news *news, const struct passport_state *msg,
		struct err *err);
int reminder_on_register_state(struct news *news, const struct register_state *msg,
		struct err *err);
int reminder_on_inspection_gone(void *svc, struct tx *tx, const struct heard *in,
		struct outbox *say, struct err *err);
int reminder_on_appointment_gone(void *svc, struct tx *tx, const struct heard *in,
		struct outbox *say, struct err *err);
int reminder_on_passport_gone(void *svc, struct tx *tx, const struct heard *in,
		struct outbox *say, struct err *err);
int reminder_on_customer_gone(void *svc, struct tx *tx, const struct heard *in,
		struct outbox *say, struct err *err);
int reminder_on_person_erased(void *svc, struct tx *tx, const struct heard *in,
		struct outbox *say, struct err *err);
/* Which cars and customers a message speaks of, before anything is kept. */
int reminder_names_of_invoice(struct news *news, const struct invoice_recorded *msg,
		struct err *err);
int reminder_names_of_vehicle(struct news *news, const struct vehicle_state *msg,
		struct err *err);
int reminder_names_of_customer(struct news *news, const struct customer_state *msg,
		struct err *err);
int reminder_names_of_consent(struct news *news, const struct consent_state *msg,
		struct err *err);
int reminder_names_of_inspection(struct news *news, const struct inspection_state *msg,
		struct err *err);
int reminder_names_of_appointment(struct news *news, const struct appointment_state *msg,
		struct err *err);
int reminder_names_of_passport(struct news *news, const struct passport_state *msg,
		struct err *err);
int reminder_names_of_register(struct news *news, const struct register_state *msg,
		struct err *err);

int reminder_on_proposal_decide(struct reminder *svc, struct tx *tx,
		const struct proposal_decide *msg, struct outbox *say,
		struct answer *ret_answer, struct err *err);
int reminder_on_week_decide(struct reminder *svc, struct tx *tx,
		const struct week_decide *msg, struct outbox *say,
		struct answer *ret_answer, struct err *err);
int reminder_on_vehicle_correct(struct reminder *svc, struct tx *tx,
		const struct vehicle_correct *msg, struct outbox *say,
		struct answer *ret_answer, struct err *err);
int reminder_on_vehicle_disown(struct reminder *svc, struct tx *tx,
		const struct vehicle_disown *msg, struct outbox *say,
		struct answer *ret_answer, struct err *err);
/* clang-format on */

#endif
