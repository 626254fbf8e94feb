/* SPDX-License-Identifier: Apache-2.0 */
/* What the service hears and when it acts by itself: the tables. */
#include "invoice/events.h"

#include "base/mem.h"
#include "flow/forget.h"
#include "gen/customer_erase.h"
#include "gen/dealer_state.h"
#include "gen/document_check.h"
#include "gen/intake_discard.h"
#include "gen/intake_replay.h"
#include "gen/invoice_published.h"
#include "gen/invoice_uploaded.h"
#include "gen/person_erased.h"
#include "gen/person_forgotten.h"
#include "gen/prospect_enroll.h"
#include "gen/prospect_retire.h"
#include "invoice/service.h"

const struct message_route invoice_messages[] = {
	{ &invoice_published_type, .one = invoice_on_published,
	  .batch = invoice_on_published_batch, .unreadable = invoice_on_unreadable,
	  .prepare = invoice_read_published, .prepare_free = invoice_unread_published },
	{ &invoice_uploaded_type, .one = invoice_on_uploaded,
	  .unreadable = invoice_on_unreadable },
	{ &dealer_state_type, .one = invoice_on_dealer_state },
	{ &intake_replay_type, .command = invoice_on_intake_replay },
	{ &intake_discard_type, .command = invoice_on_intake_discard },
	{ &document_check_type, .command = invoice_on_document_check },
	{ &customer_erase_type, .command = invoice_on_customer_erase },
	{ &prospect_enroll_type, .command = invoice_on_prospect_enroll },
	{ &prospect_retire_type, .command = invoice_on_prospect_retire },
	{ &person_erased_type, .one = invoice_on_person_erased },
	{ &person_forgotten_type, .one = forget_heard },
};
const size_t invoice_messages_count = COUNT_OF(invoice_messages);

const struct timer_route invoice_timers[] = {
	{ "dealer_retry", invoice_at_retry },
	{ "tidy", invoice_at_tidy },
};
const size_t invoice_timers_count = COUNT_OF(invoice_timers);
