/* SPDX-License-Identifier: Apache-2.0 */
/* Letters to holders and managers. */
#include "fleet/book/letter.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "base/plate.h"
#include "gen/say_notification_requested.h"
#include "text/address.h"

/* A request and what it points to. */
struct request {
	struct notification_requested msg;
	struct notification_requested_params params;
	struct notification_requested_recipient recipient;
	struct address address;
	struct uuid intent;
	char not_before[INSTANT_TEXT], not_after[INSTANT_TEXT], until[INSTANT_TEXT];
	char plate[LETTER_PLATE], disown[80];
};

const char *letter_plate(const char *plate, char ret_text[LETTER_PLATE])
{
	struct plate read;

	if (!plate)
		return NULL;
	read = plate_read(plate);
	if (!read.formatted[0] || strlen(read.formatted) > 20)
		return plate;
	snprintf(ret_text, LETTER_PLATE, "%.20s", read.formatted);
	return ret_text;
}

/* Later it is stale: never after its link is dead. */
static void set_times(const struct book *book, const struct letter *letter,
		      struct request *request)
{
	int64_t seconds = book->svc->knobs->letter_days * DAY_SECONDS;
	struct instant now = tx_now(book->tx), last = instant_add_seconds(now, seconds);

	if (instant_is_set(letter->until) && instant_compare(letter->until, last) < 0)
		last = letter->until;
	request->msg.not_before = instant_format(now, request->not_before);
	request->msg.not_after = instant_format(last, request->not_after);
	request->params.expires_at = book_time(letter->until, request->until);
}

/* Managers have the car on their dashboard, holders a page of their own. */
static void set_car(const struct letter *letter, struct request *request)
{
	const struct passport_row *car = letter->car;
	bool manages = letter->to->kind == WIRE_PARTY_KIND_MANAGER;

	if (!car)
		return;
	request->msg.passport_id = car->id.text;
	request->params.plate = letter_plate(car->plate, request->plate);
	request->params.make = car->make;
	request->params.model = car->model;
	if (!letter->may_disown)
		return;
	snprintf(request->disown, sizeof(request->disown), "%s%s",
		 manages ? "/wagenpark/?auto=" : "/mijn/auto/", car->id.text);
	request->params.disown_link = request->disown;
}

static int fill(const struct book *book, const struct letter *letter,
		struct request *request, struct err *err)
{
	char version[24];

	if (address_read(letter->email ? letter->email : letter->to->email,
			 &request->address, err) < 0)
		return -1;
	snprintf(version, sizeof(version), "%" PRId64, letter->version);
	request->intent = uuid_named("intent", letter->template, letter->about.text,
				     letter->to->id.text, version, NULL);
	request->recipient = (struct notification_requested_recipient){
		.email = request->address.mail,
		.name = letter->to->name[0] ? letter->to->name : NULL,
	};
	request->params = letter->params;
	request->msg = (struct notification_requested){
		.intent_id = request->intent.text,
		.dealer = letter->dealer,
		.customer_id = letter->to->id.text,
		.purpose = WIRE_PURPOSE_SERVICE,
		.message_class = WIRE_MESSAGE_CLASS_SERVICE,
		.template = letter->template,
		.channel = WIRE_CHANNEL_EMAIL,
		.language = letter->to->language,
		.params = &request->params,
		.recipient = &request->recipient,
	};
	set_times(book, letter, request);
	set_car(letter, request);
	return 0;
}

int letter_ask(const struct book *book, const struct letter *letter, struct err *err)
{
	struct request *request = mem_alloc(sizeof(*request));
	int failed = fill(book, letter, request, err) < 0 ||
		     say_notification_requested(book->say, &request->msg, err) < 0;

	mem_free(request);
	return failed ? -1 : 0;
}
