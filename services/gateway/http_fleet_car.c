/* SPDX-License-Identifier: Apache-2.0 */
/*
 * One car of a fleet, and what its manager answers to its advices. Below the fleet's
 * limit the driver may answer, so there the manager says why.
 */
#include <inttypes.h>
#include <string.h>

#include "gateway/command.h"
#include "gateway/fleet_car_json.h"
#include "gateway/http_report.h"
#include "gateway/http_routes.h"
#include "gen/body_fleet_answers.h"
#include "gen/inspection_answer.h"

void fleet_euros(int64_t cents, struct strbuf *out)
{
	int64_t size = cents < 0 ? -cents : cents;
	strbuf_addf(out, "%s%" PRId64 ",%02" PRId64, cents < 0 ? "-" : "", size / 100,
		    size % 100);
}

static void write_date(const char *name, struct civil_date date, struct strbuf *out)
{
	char text[CIVIL_TEXT];
	if (civil_is_set(date))
		strbuf_addf(out, ",\"%s\":\"%s\"", name, civil_format(date, text));
}

void fleet_car_json(const struct fleet_car *car, struct strbuf *out)
{
	const struct fleet_facts *facts = &car->facts;
	strbuf_add(out, car->card);
	write_date("apk_expiry", facts->apk, out);
	write_date("next_service", facts->service, out);
	strbuf_addf(out,
		    ",\"open_advices_count\":%" PRId64 ",\"open_advices_cents\":%" PRId64
		    ",\"cost_12m_cents\":%" PRId64,
		    facts->advices, facts->advices_cents, facts->costs_cents);
	if (car->odometer_km > 0)
		strbuf_addf(out, ",\"odometer_km\":%" PRId64, car->odometer_km);
	write_date("odometer_date", car->odometer_date, out);
	if (car->garage)
		strbuf_addf(out, ",\"garage\":%s", car->garage);
	if (car->appointment)
		strbuf_addf(out, ",\"appointment\":%s", car->appointment);
}

/* A car that is the manager's in another way than by the fleet is not one of its cars. */
static int begin(struct gateway *gateway, const struct request *req, struct tx **ret_tx,
		 struct passport_view *ret_view, struct err *err)
{
	struct uuid id;
	AUTO(tx) *tx = NULL;
	if (request_path_uuid(req, "id", &id, err) < 0 ||
	    passport_begin(gateway, req, &id, &tx, ret_view, err) < 0)
		return -1;
	if (ret_view->role != PASSPORT_MANAGER)
		return err_set(err, ERR_ABSENT, "the fleet has no car %s", id.text);
	*ret_tx = TAKE(tx);
	return 0;
}

static int answer_car(struct gateway *gateway, const struct request *req,
		      struct reply *reply, struct err *err)
{
	struct strbuf *out = reply_body(reply);
	struct passport_view view;
	FLEET_CARS_AUTO list = { .cars = NULL };
	AUTO(tx) *tx = NULL;
	if (begin(gateway, req, &tx, &view, err) < 0)
		return -1;
	struct fleet_search one = { .plate = "", .passport = &view.passport };
	if (store_fleet_cars(tx, &one, &list, err) < 0)
		return -1;
	if (list.count != 1)
		return err_set(err, ERR_ABSENT, "the fleet has no car %s",
			       view.passport.text);
	strbuf_add_char(out, '{');
	fleet_car_json(&list.cars[0], out);
	strbuf_addf(out, ",%s,", list.cars[0].more);
	if (store_fleet_car_write(tx, &view, out, err) < 0)
		return -1;
	strbuf_add_char(out, '}');
	return tx_commit(TAKE(tx), err);
}

int http_fleet_car(void *service, struct request *req, struct reply *reply,
		   struct err *err)
{
	return answer_car(service, req, reply, err);
}

/* A garage that no longer looks after the car still tells what it saved before. */
static int find_report(struct tx *tx, struct passport_view *view,
		       const struct uuid *inspection,
		       const struct passport_garage **ret_garage, struct err *err)
{
	bool has = false;
	for (size_t i = 0; i < view->garages_count; i++) {
		const struct passport_garage *garage = &view->garages[i];
		if (passport_turn_to(tx, view, garage, err) < 0 ||
		    store_fleet_has_report(tx, view, garage, inspection, &has, err) < 0)
			return -1;
		*ret_garage = garage;
		if (has)
			return 0;
	}
	return err_set(err, ERR_ABSENT, "the car has no report %s", inspection->text);
}

int http_fleet_report(void *service, struct request *req, struct reply *reply,
		      struct err *err)
{
	struct uuid inspection;
	struct passport_view view;
	const struct passport_garage *garage = NULL;
	SAVED_FORM_AUTO form = { NULL, NULL };
	AUTO(tx) *tx = NULL;
	if (request_path_uuid(req, "inspection_id", &inspection, err) < 0 ||
	    begin(service, req, &tx, &view, err) < 0 ||
	    find_report(tx, &view, &inspection, &garage, err) < 0 ||
	    saved_form_load(tx, garage->dealer, &inspection, 0, &form, err) < 0 ||
	    report_reply(service, tx, &form, reply, err) < 0)
		return -1;
	return tx_commit(TAKE(tx), err);
}

/* The garage whose form it is; it must still look after the car. */
static int find_garage(struct tx *tx, struct passport_view *view,
		       const struct fleet_answered *answered,
		       const struct passport_garage **ret_garage,
		       struct fleet_form *ret_form, struct err *err)
{
	for (size_t i = 0; i < view->garages_count; i++) {
		const struct passport_garage *garage = &view->garages[i];
		if (instant_is_set(garage->until))
			continue;
		if (passport_turn_to(tx, view, garage, err) < 0 ||
		    store_fleet_form(tx, view, answered, ret_form, err) < 0)
			return -1;
		*ret_garage = garage;
		if (ret_form->is_here)
			return 0;
	}
	return err_set(err, ERR_ABSENT, "the car has no form %s",
		       answered->inspection.text);
}

/* Which garage is asked. ERR_INVALID REASON_NEEDED when the manager answers for the
 * driver without saying why. */
static int find_dealer(struct gateway *gateway, struct request *req,
		       const struct body_fleet_answers *body, char dealer[DEALER_TEXT],
		       struct err *err)
{
	struct passport_view view;
	struct fleet_form form = { .is_here = false };
	const struct passport_garage *garage = NULL;
	const char **advices =
		request_alloc(req, (body->lines_count + 1) * sizeof(*advices));
	for (size_t i = 0; i < body->lines_count; i++)
		advices[i] = body->lines[i].advice_id;
	struct fleet_answered answered = { uuid_from(body->inspection_id), advices,
					   body->lines_count };
	AUTO(tx) *tx = NULL;
	if (begin(gateway, req, &tx, &view, err) < 0 ||
	    find_garage(tx, &view, &answered, &garage, &form, err) < 0)
		return -1;
	if (form.for_driver && (!body->reason || !body->reason[0]))
		return err_set_code(err, ERR_INVALID, "REASON_NEEDED",
				    "an answer for the driver needs a reason");
	memcpy(dealer, garage->dealer, DEALER_TEXT);
	return tx_commit(TAKE(tx), err);
}

static struct inspection_answer_line *lines_of(struct request *req,
					       const struct body_fleet_answers *body)
{
	struct inspection_answer_line *lines =
		request_alloc(req, (body->lines_count + 1) * sizeof(*lines));
	for (size_t i = 0; i < body->lines_count; i++)
		lines[i] = (struct inspection_answer_line){
			.advice_id = body->lines[i].advice_id,
			.answer = body->lines[i].answer,
			.reason = body->lines[i].reason,
		};
	return lines;
}

int http_fleet_answers(void *service, struct request *req, struct reply *reply,
		       struct err *err)
{
	const void *decoded;
	char dealer[DEALER_TEXT];
	struct command command;
	enum command_end end;
	if (request_msg(req, &body_fleet_answers_type, &decoded, err) < 0)
		return -1;
	const struct body_fleet_answers *body = decoded;
	if (find_dealer(service, req, body, dealer, err) < 0)
		return -1;
	struct command_asker asker = { dealer, access_subject(req)->dealer };
	if (command_begin_for(service, req, &inspection_answer_type, asker, &command,
			      err) < 0)
		return -1;
	command.answer_is_enough = false;
	struct inspection_answer msg = {
		COMMAND_FIELDS(&command),     .inspection_id = body->inspection_id,
		.number = body->number,       .by = INSPECTION_ANSWER_BY_LINK,
		.reason = body->reason,       .evidence = "fleet manager",
		.lines = lines_of(req, body), .lines_count = body->lines_count,
	};
	if (command_ask(service, &command, &msg, &end, NULL, err) < 0)
		return -1;
	if (end == COMMAND_PENDING)
		return command_reply_pending(&command, reply);
	return answer_car(service, req, reply, err);
}
