/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A lead begins: by somebody who showed that the address is theirs, or by a row of the
 * garage's own file. Who may be written to later follows from what was agreed to, never
 * from having asked.
 */
#include <string.h>

#include "base/json_out.h"
#include "base/plate.h"
#include "reminder/lead/lead.h"

#define RESULT_MOST ((size_t)100000)

/* As everybody keeps them; what no mask knows stays as it was typed. */
static const char *normal_plate(const char *typed, struct plate *ret)
{
	*ret = plate_read(typed);
	return ret->normalised[0] ? ret->normalised : typed;
}

static int begin(struct desk *desk, struct lead_state *msg, struct err *err)
{
	struct lead_car car;

	if (store_lead_car(desk->tx, desk->dealer, msg->plate, &car, err) < 0)
		return -1;
	msg->vehicle_id = uuid_is_set(&car.vehicle) ? car.vehicle.text : NULL;
	msg->known_car = msg->has_known_car = car.was_here;
	if (lead_put_new(desk, msg, err) < 0)
		return -1;
	return lead_enroll(desk, msg, err);
}

static int is_known(struct desk *desk, const struct uuid *id, bool *ret_known,
		    struct err *err)
{
	LEAD_EDIT_AUTO edit = { .msg = NULL };
	struct err why = { .kind = ERR_NONE };

	*ret_known = lead_edit_open(desk, id, &edit, &why) == 0;
	if (*ret_known || why.kind == ERR_ABSENT)
		return 0;
	*err = why;
	return -1;
}

static int tell_all(struct desk *desk, const struct lead_open *msg,
		    const struct lead_state *lead, struct err *err)
{
	struct lead_agreement agreement = { msg->wording, msg->agreed_at, msg->evidence,
					    "LEAD" };

	if (lead->reminders && lead_tell_consent(desk, lead, &agreement, err) < 0)
		return -1;
	if (lead_tell_garage(desk, lead, err) < 0)
		return -1;
	return msg->link && msg->person.email
		       ? lead_tell_person(desk, lead, msg->link, err)
		       : 0;
}

int reminder_on_lead_open(struct reminder *svc, struct tx *tx,
			  const struct lead_open *msg, struct outbox *say,
			  struct answer *ret_answer, struct err *err)
{
	struct desk_request request = { svc, tx, say, msg->dealer };
	struct uuid id = uuid_from(msg->lead_id);
	struct uuid prospect = lead_prospect(msg->dealer, msg->lead_id);
	struct plate plate;
	struct desk desk;
	bool known;
	struct lead_state lead = {
		.dealer = msg->dealer,
		.lead_id = msg->lead_id,
		.status = WIRE_LEAD_STATUS_NEW,
		.source = msg->source,
		.opened_at = msg->received_at,
		.person = msg->person,
		.plate = normal_plate(msg->plate, &plate),
		.wish = msg->wish,
		.remark = msg->remark,
		.customer_id = prospect.text,
		.reminders = msg->reminders && msg->person.email,
		.basis = msg->reminders ? WIRE_LEAD_BASIS_CONSENT
					: WIRE_LEAD_BASIS_REQUEST,
	};

	ret_answer->aggregate = id;
	ret_answer->version = 1;
	if (desk_open(&request, &desk, err) < 0 || is_known(&desk, &id, &known, err) < 0)
		return -1;
	if (known)
		return 0;
	if (begin(&desk, &lead, err) < 0 || tell_all(&desk, msg, &lead, err) < 0)
		return -1;
	return desk_close(&desk, err);
}

/* --- the garage's own file ------------------------------------------------------------
 */
struct verdict {
	const char *outcome; /* added, known, refused */
	const char *code;    /* of a refusal */
};

static bool is_to_come(const struct desk *desk, const char *day)
{
	struct instant now = tx_now(desk->tx);
	struct civil_date date;

	return civil_parse(day, &date, NULL) == 0 &&
	       civil_compare(date, zone_local(desk->garage.zone, now).date) > 0;
}

/* domain.md 3d-10: a prospect is written to by mail with consent alone, by post on the
 * garage's interest; somebody must be reachable by what the row allows. */
static struct verdict judge(const struct desk *desk, const struct lead_import_row *row)
{
	const struct wire_lead_person *person = &row->person;
	bool post = person->street && person->house_number && person->postcode &&
		    person->city;

	if (row->basis == WIRE_LEAD_BASIS_CONSENT && !row->agreed_on)
		return (struct verdict){ "refused", "CONSENT_WITHOUT_DAY" };
	if (row->basis == WIRE_LEAD_BASIS_CONSENT && is_to_come(desk, row->agreed_on))
		return (struct verdict){ "refused", "CONSENT_IN_FUTURE" };
	if (row->basis == WIRE_LEAD_BASIS_CONSENT && !person->email)
		return (struct verdict){ "refused", "CONSENT_WITHOUT_EMAIL" };
	if (row->basis == WIRE_LEAD_BASIS_LEGITIMATE_INTEREST && !post)
		return (struct verdict){ "refused", "INTEREST_WITHOUT_ADDRESS" };
	if (row->basis == WIRE_LEAD_BASIS_REQUEST)
		return (struct verdict){ "refused", "BASIS_NOT_FOR_FILES" };
	if (!plate_read(row->plate).valid)
		return (struct verdict){ "refused", "PLATE" };
	return (struct verdict){ "added", NULL };
}

static int add_row(struct desk *desk, const struct lead_import *msg,
		   const struct lead_import_row *row, const struct uuid *id,
		   struct err *err)
{
	struct uuid prospect = lead_prospect(desk->dealer, id->text);
	char agreed[INSTANT_TEXT];
	struct plate plate;
	struct lead_agreement agreement = { "import", NULL, row->evidence, "IMPORT" };
	bool consent = row->basis == WIRE_LEAD_BASIS_CONSENT;
	struct lead_state lead = {
		.dealer = desk->dealer,
		.lead_id = id->text,
		.status = WIRE_LEAD_STATUS_NEW,
		.source = WIRE_LEAD_SOURCE_FILE,
		.opened_at = msg->received_at,
		.person = row->person,
		.plate = normal_plate(row->plate, &plate),
		.wish = row->wish ? row->wish : WIRE_LEAD_WISH_APK,
		.customer_id = prospect.text,
		.reminders = consent,
		.basis = row->basis,
	};
	struct civil_date day = NO_DATE;

	if (begin(desk, &lead, err) < 0)
		return -1;
	if (!consent)
		return 0;
	if (civil_parse(row->agreed_on, &day, err) < 0)
		return -1;
	agreement.agreed_at =
		instant_format(zone_instant(desk->garage.zone, day, 0), agreed);
	return lead_tell_consent(desk, &lead, &agreement, err);
}

static int take_row(struct desk *desk, const struct lead_import *msg, size_t at,
		    struct verdict *ret, struct err *err)
{
	const struct lead_import_row *row = &msg->rows[at];
	struct plate plate = plate_read(row->plate);
	/* Named by plate and person: the same file again adds nobody twice. */
	struct uuid id = uuid_named("lead-file", desk->dealer, plate.normalised,
				    row->person.name, NULL);
	struct lead_car car;
	bool known = false;

	*ret = judge(desk, row);
	if (ret->code)
		return 0;
	if (is_known(desk, &id, &known, err) < 0 ||
	    store_lead_car(desk->tx, desk->dealer, plate.normalised, &car, err) < 0)
		return -1;
	if (known || car.was_here) {
		*ret = (struct verdict){ "known", car.was_here ? "CUSTOMER" : NULL };
		return 0;
	}
	return add_row(desk, msg, row, &id, err);
}

static void write_row(struct json_out *out, size_t at, const struct verdict *verdict)
{
	json_out_open_object(out, NULL);
	json_out_int(out, "row", (int64_t)at + 1);
	json_out_text(out, "outcome", verdict->outcome);
	if (verdict->code)
		json_out_text(out, "code", verdict->code);
	json_out_close_object(out);
}

static int take_rows(struct desk *desk, const struct lead_import *msg,
		     struct json_out *out, struct err *err)
{
	json_out_open_object(out, NULL);
	json_out_open_array(out, "rows");
	for (size_t i = 0; i < msg->rows_count; i++) {
		struct verdict verdict;

		if (take_row(desk, msg, i, &verdict, err) < 0)
			return err_prefix(err, "row %zu: ", i + 1);
		write_row(out, i, &verdict);
	}
	json_out_close_array(out);
	json_out_close_object(out);
	return 0;
}

int reminder_on_lead_import(struct reminder *svc, struct tx *tx,
			    const struct lead_import *msg, struct outbox *say,
			    struct answer *ret_answer, struct err *err)
{
	struct desk_request request = { svc, tx, say, msg->dealer };
	STRBUF_AUTO result = strbuf_new(RESULT_MOST);
	struct json_out out = json_out_into(&result);
	struct desk desk;

	if (desk_open(&request, &desk, err) < 0)
		return -1;
	if (!desk.known)
		return err_set(err, ERR_LATER, "the garage is not known here yet");
	if (take_rows(&desk, msg, &out, err) < 0 || strbuf_check(&result, err) < 0 ||
	    desk_close(&desk, err) < 0)
		return -1;
	ret_answer->json = strbuf_take(&result);
	return 0;
}
