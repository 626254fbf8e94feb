/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What the gateway does with each message it hears: project it. One function a message;
 * each takes a whole batch in one statement, or a single message alike.
 */
#include "gateway/events.h"

#include <string.h>

#include "base/plate.h"
#include "flow/timer_key.h"
#include "gateway/connect/facts.h"
#include "gateway/project.h"
#include "gateway/project_cost.h"
#include "gateway/project_results.h"
#include "gateway/store_erasure.h"
#include "gateway/store_photo.h"
#include "gen/appointment_state.h"
#include "gen/benchmark_state.h"
#include "gen/calendar_state.h"
#include "gen/call_task_state.h"
#include "gen/campaign_state.h"
#include "gen/checklist_state.h"
#include "gen/consent_state.h"
#include "gen/contact_handed.h"
#include "gen/conversion_recorded.h"
#include "gen/cost_state.h"
#include "gen/customer_state.h"
#include "gen/effect_state.h"
#include "gen/fleet_state.h"
#include "gen/inspection_state.h"
#include "gen/inspection_version_state.h"
#include "gen/intake_state.h"
#include "gen/invoice_recorded.h"
#include "gen/lead_state.h"
#include "gen/notification_outcome.h"
#include "gen/party_state.h"
#include "gen/passport_state.h"
#include "gen/person_erased.h"
#include "gen/person_forgotten.h"
#include "gen/person_trimmed.h"
#include "gen/print_batch_state.h"
#include "gen/proposal_state.h"
#include "gen/register_state.h"
#include "gen/registration_state.h"
#include "gen/transfer_state.h"
#include "gen/vehicle_state.h"
#include "gen/week_closed.h"
#include "gen/week_state.h"
#include "text/address.h"

#define PROJECTS(fn, what)                                                               \
	static int fn(void *service, struct tx *tx, const struct heard *const *in,       \
		      size_t count, struct outbox *say, struct err *err)                 \
	{                                                                                \
		(void)service;                                                           \
		(void)say;                                                               \
		return project_messages(tx, what, in, count, NULL, err);                 \
	}

#define FORGETS(fn, what)                                                                \
	static int fn(void *service, struct tx *tx, const struct heard *in,              \
		      struct outbox *say, struct err *err)                               \
	{                                                                                \
		(void)service;                                                           \
		(void)say;                                                               \
		return project_gone(tx, what, in->key, err);                             \
	}

PROJECTS(gateway_on_customer_state, PROJECT_CUSTOMER)
PROJECTS(gateway_on_proposal_state, PROJECT_PROPOSAL)
PROJECTS(gateway_on_week_state, PROJECT_WEEK)
PROJECTS(gateway_on_week_closed, PROJECT_WEEK_CLOSED)
PROJECTS(gateway_on_intake_state, PROJECT_INTAKE)
PROJECTS(gateway_on_consent_state, PROJECT_CONSENT)
PROJECTS(gateway_on_inspection_version_state, PROJECT_INSPECTION_VERSION)
PROJECTS(gateway_on_checklist_state, PROJECT_CHECKLIST)
PROJECTS(gateway_on_registration_state, PROJECT_REGISTRATION)
PROJECTS(gateway_on_register_state, PROJECT_REGISTER)
PROJECTS(gateway_on_fleet_state, PROJECT_FLEET)
PROJECTS(gateway_on_calendar_state, PROJECT_CALENDAR)
PROJECTS(gateway_on_print_batch_state, PROJECT_PRINT_BATCH)
PROJECTS(gateway_on_campaign_state, PROJECT_CAMPAIGN)

/* The same, and connectors that asked for it are told. */
#define PROJECTS_AND_TELLS(fn, what, facts)                                              \
	static int fn(void *service, struct tx *tx, const struct heard *const *in,       \
		      size_t count, struct outbox *say, struct err *err)                 \
	{                                                                                \
		(void)service;                                                           \
		(void)say;                                                               \
		if (project_messages(tx, what, in, count, NULL, err) < 0)                \
			return -1;                                                       \
		return facts_queue(tx, facts, in, count, err);                           \
	}

PROJECTS_AND_TELLS(gateway_on_conversion_recorded, PROJECT_CONVERSION,
		   FACTS_OF_CONVERSIONS)
PROJECTS_AND_TELLS(gateway_on_notification_outcome, PROJECT_CONTACT, FACTS_OF_OUTCOMES)
PROJECTS_AND_TELLS(gateway_on_invoice_recorded, PROJECT_VISIT, FACTS_OF_INVOICES)

FORGETS(gateway_on_customer_gone, PROJECT_CUSTOMER)
FORGETS(gateway_on_vehicle_gone, PROJECT_VEHICLE)
FORGETS(gateway_on_proposal_gone, PROJECT_PROPOSAL)
FORGETS(gateway_on_intake_gone, PROJECT_INTAKE)
FORGETS(gateway_on_consent_gone, PROJECT_CONSENT)
FORGETS(gateway_on_checklist_gone, PROJECT_CHECKLIST)
FORGETS(gateway_on_registration_gone, PROJECT_REGISTRATION)
FORGETS(gateway_on_appointment_gone, PROJECT_APPOINTMENT)
FORGETS(gateway_on_day_gone, PROJECT_CALENDAR)
FORGETS(gateway_on_print_batch_gone, PROJECT_PRINT_BATCH)
FORGETS(gateway_on_call_gone, PROJECT_CALL_TASK)
FORGETS(gateway_on_campaign_gone, PROJECT_CAMPAIGN)
FORGETS(gateway_on_lead_gone, PROJECT_LEAD)

/* Its photos may be nobody's now. */
#define FORGETS_FORM(fn, what)                                                           \
	static int fn(void *service, struct tx *tx, const struct heard *in,              \
		      struct outbox *say, struct err *err)                               \
	{                                                                                \
		struct timer_key form;                                                   \
		(void)service;                                                           \
		(void)say;                                                               \
		if (timer_key_read(in->key, &form, err) < 0 ||                           \
		    store_photos_look_again(tx, form.dealer, &form.id, err) < 0)         \
			return -1;                                                       \
		return project_gone(tx, what, in->key, err);                             \
	}

FORGETS_FORM(gateway_on_inspection_gone, PROJECT_INSPECTION)
FORGETS_FORM(gateway_on_inspection_version_gone, PROJECT_INSPECTION_VERSION)

#define FORGETS_ID(fn, what)                                                             \
	static int fn(void *service, struct tx *tx, const struct heard *in,              \
		      struct outbox *say, struct err *err)                               \
	{                                                                                \
		(void)service;                                                           \
		(void)say;                                                               \
		return project_id_gone(tx, what, in->key, err);                          \
	}

FORGETS_ID(gateway_on_passport_gone, PROJECT_PASSPORT)
FORGETS_ID(gateway_on_party_gone, PROJECT_PARTY)
FORGETS_ID(gateway_on_fleet_gone, PROJECT_FLEET)
FORGETS_ID(gateway_on_transfer_gone, PROJECT_TRANSFER)

static int gateway_on_plate_gone(void *service, struct tx *tx, const struct heard *in,
				 struct outbox *say, struct err *err)
{
	(void)service;
	(void)say;
	return project_plate_gone(tx, in->key, err);
}

/* The plate of one message: as it came, and whether it may be read as a Dutch one. */
typedef const char *(*plate_fn)(const void *msg, bool *ret_dutch);

/* Lists show plates as they are on the car: the dashes follow rules Postgres has not. */
static int project_plated(struct tx *tx, enum projection what, plate_fn plate_of,
			  const struct heard *const *in, size_t count, struct err *err)
{
	struct plate *plates = mem_alloc(count * sizeof(*plates));
	const char **formatted = mem_alloc(count * sizeof(*formatted));
	for (size_t i = 0; i < count; i++) {
		bool dutch;
		const char *plate = plate_of(in[i]->msg, &dutch);
		plates[i] = plate_read(plate ? plate : "");
		formatted[i] = dutch && plates[i].valid ? plates[i].formatted : plate;
	}
	int result = project_messages(tx, what, in, count, formatted, err);
	mem_free(formatted);
	mem_free(plates);
	return result;
}

static const char *plate_of_vehicle(const void *msg, bool *ret_dutch)
{
	const struct vehicle_state *vehicle = msg;
	*ret_dutch = !vehicle->country || strcmp(vehicle->country, "NL") == 0;
	return vehicle->plate;
}

/* A form has no country: what reads as a Dutch plate is one. */
static const char *plate_of_form(const void *msg, bool *ret_dutch)
{
	const struct inspection_state *form = msg;
	*ret_dutch = true;
	return form->plate;
}

static const char *plate_of_passport(const void *msg, bool *ret_dutch)
{
	const struct passport_state *passport = msg;
	*ret_dutch = strcmp(passport->country, "NL") == 0;
	return passport->plate;
}

/* As with forms. */
static const char *plate_of_transfer(const void *msg, bool *ret_dutch)
{
	const struct transfer_state *transfer = msg;
	*ret_dutch = true;
	return transfer->plate;
}

/* As with forms. */
static const char *plate_of_appointment(const void *msg, bool *ret_dutch)
{
	const struct appointment_state *appointment = msg;
	*ret_dutch = true;
	return appointment->plate;
}

/* As with forms. */
static const char *plate_of_lead(const void *msg, bool *ret_dutch)
{
	const struct lead_state *lead = msg;
	*ret_dutch = true;
	return lead->plate;
}

#define PROJECTS_PLATED(fn, what, plate_of)                                              \
	static int fn(void *service, struct tx *tx, const struct heard *const *in,       \
		      size_t count, struct outbox *say, struct err *err)                 \
	{                                                                                \
		(void)service;                                                           \
		(void)say;                                                               \
		return project_plated(tx, what, plate_of, in, count, err);               \
	}

#define PROJECTS_PLATED_AND_TELLS(fn, what, plate_of, facts)                             \
	static int fn(void *service, struct tx *tx, const struct heard *const *in,       \
		      size_t count, struct outbox *say, struct err *err)                 \
	{                                                                                \
		(void)service;                                                           \
		(void)say;                                                               \
		if (project_plated(tx, what, plate_of, in, count, err) < 0)              \
			return -1;                                                       \
		return facts_queue(tx, facts, in, count, err);                           \
	}

PROJECTS_PLATED(gateway_on_vehicle_state, PROJECT_VEHICLE, plate_of_vehicle)
PROJECTS_PLATED_AND_TELLS(gateway_on_inspection_state, PROJECT_INSPECTION, plate_of_form,
			  FACTS_OF_INSPECTIONS)
PROJECTS_PLATED(gateway_on_passport_state, PROJECT_PASSPORT, plate_of_passport)
PROJECTS_PLATED(gateway_on_lead_state, PROJECT_LEAD, plate_of_lead)
PROJECTS_PLATED(gateway_on_transfer_state, PROJECT_TRANSFER, plate_of_transfer)
PROJECTS_PLATED_AND_TELLS(gateway_on_appointment_state, PROJECT_APPOINTMENT,
			  plate_of_appointment, FACTS_OF_APPOINTMENTS)
PROJECTS_AND_TELLS(gateway_on_call_task_state, PROJECT_CALL_TASK, FACTS_OF_CALLS)

static int gateway_on_contact_handed(void *service, struct tx *tx,
				     const struct heard *const *in, size_t count,
				     struct outbox *say, struct err *err)
{
	(void)service;
	(void)say;
	return facts_queue(tx, FACTS_OF_MESSAGES, in, count, err);
}

/* People are found by an address that was folded as the fleet service folds it; what
 * cannot be folded nobody types. */
static int gateway_on_party_state(void *service, struct tx *tx,
				  const struct heard *const *in, size_t count,
				  struct outbox *say, struct err *err)
{
	char(*keys)[EMAIL_TEXT] = mem_alloc(count * sizeof(*keys));
	const char **texts = mem_alloc(count * sizeof(*texts));
	(void)service;
	(void)say;
	for (size_t i = 0; i < count; i++) {
		const struct party_state *party = in[i]->msg;
		struct err ignored = { 0 };
		if (address_fold(party->email, keys[i], &ignored) < 0)
			keys[i][0] = '\0';
		texts[i] = keys[i];
	}
	int result = project_messages(tx, PROJECT_PARTY, in, count, texts, err);
	mem_free(texts);
	mem_free(keys);
	return result;
}

#define HEARD(message)                                                                   \
	{                                                                                \
		.type = &message##_type, .batch = gateway_on_##message                   \
	}
#define HEARD_OR_GONE(message, gone_fn)                                                  \
	{                                                                                \
		.type = &message##_type, .batch = gateway_on_##message, .gone = gone_fn  \
	}

/* The same, of which this service has clues. */
#define FORGOTTEN(message, gone_fn)                                                      \
	{                                                                                \
		.type = &message##_type, .batch = gateway_on_##message, .gone = gone_fn, \
		.forgets = &gateway_forgets                                              \
	}

const struct message_route gateway_messages[] = {
	FORGOTTEN(customer_state, gateway_on_customer_gone),
	FORGOTTEN(vehicle_state, gateway_on_vehicle_gone),
	HEARD_OR_GONE(proposal_state, gateway_on_proposal_gone),
	HEARD_OR_GONE(intake_state, gateway_on_intake_gone),
	HEARD_OR_GONE(consent_state, gateway_on_consent_gone),
	HEARD(week_state),
	HEARD(week_closed),
	HEARD(conversion_recorded),
	HEARD(notification_outcome),
	HEARD(invoice_recorded),
	HEARD(contact_handed),
	HEARD_OR_GONE(inspection_state, gateway_on_inspection_gone),
	HEARD_OR_GONE(inspection_version_state, gateway_on_inspection_version_gone),
	HEARD_OR_GONE(checklist_state, gateway_on_checklist_gone),
	HEARD_OR_GONE(registration_state, gateway_on_registration_gone),
	HEARD_OR_GONE(register_state, gateway_on_plate_gone),
	HEARD_OR_GONE(cost_state, gateway_on_cost_gone),
	HEARD(effect_state),
	HEARD(benchmark_state),
	HEARD_OR_GONE(passport_state, gateway_on_passport_gone),
	FORGOTTEN(party_state, gateway_on_party_gone),
	HEARD_OR_GONE(fleet_state, gateway_on_fleet_gone),
	HEARD_OR_GONE(transfer_state, gateway_on_transfer_gone),
	HEARD_OR_GONE(appointment_state, gateway_on_appointment_gone),
	HEARD_OR_GONE(calendar_state, gateway_on_day_gone),
	HEARD_OR_GONE(campaign_state, gateway_on_campaign_gone),
	HEARD_OR_GONE(lead_state, gateway_on_lead_gone),
	{ &person_erased_type, .one = gateway_on_person_erased },
	{ &person_forgotten_type, .one = gateway_on_person_forgotten },
	{ &person_trimmed_type, .one = gateway_on_person_trimmed },
	HEARD_OR_GONE(print_batch_state, gateway_on_print_batch_gone),
	HEARD_OR_GONE(call_task_state, gateway_on_call_gone),
};
const size_t gateway_messages_count = COUNT_OF(gateway_messages);
