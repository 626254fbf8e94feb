/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The slots a customer's page offers: the nearest ones, and those of a fortnight, of the
 * garage whose rows a transaction sees. Thread: http worker.
 */
#ifndef BEURT_GATEWAY_SLOTS_H
#define BEURT_GATEWAY_SLOTS_H

#include "gateway/http_appointment.h"
#include "gateway/pages/visit_page.h"

#define SLOTS_NEAR 3

struct slots {
	struct page_slots page;
	struct page_slot near[SLOTS_NEAR];
	struct page_slot *all;
};

struct slots_wish {
	struct instant near;    /* what the nearest lie around; not set: the first ones */
	struct civil_date from; /* first day shown; not set: today */
	const char *path;       /* kept */
};
/* Nothing when the garage takes no appointments: page.path is NULL. *ret_slots points
 * into itself: it stays where it is. */
MUST_CHECK int slots_load(struct tx *tx, const struct booking_window *window,
			  const struct slots_wish *wish, struct slots *ret_slots,
			  struct err *err);
void slots_done(struct slots *slots);
#define SLOTS_AUTO __attribute__((cleanup(slots_done))) struct slots
/* Not the one that somebody has already. */
void slots_leave_out(struct slots *slots, const char *date, const char *time);
/* The nearest instead: those a refusal told. */
void slots_offer(struct slots *slots, const struct booking_end *end);
/* ?vanaf=2026-12-01; not set when it is absent or none. */
struct civil_date slots_from(const struct request *req);
/* The button that was pressed: "2026-12-01T08:30". False when it is none. */
struct slots_pressed {
	char date[CIVIL_TEXT];
	char time[6];
};
bool slots_pressed(const struct request *req, struct slots_pressed *ret_pressed);

#endif
