/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A text message to who asks for it, to see that it works: as a request of its own, which
 * goes the way of all others. It is nobody's: no customer, no consent, no cap.
 */
#include "base/phone.h"
#include "gen/sms_test.h"
#include "notification/channel/carrier.h"
#include "notification/events.h"

#define GOOD_SECONDS (15 * 60)

static int ask(const struct notification *svc, struct tx *tx, const struct sms_test *msg,
	       const char *number, struct err *err)
{
	struct uuid id = uuid_named("sms_test", msg->command_id, NULL);
	struct uuid nobody = uuid_named("sms_test", msg->dealer, NULL);
	/* An empty address: whom the request names needs no customer. */
	struct notification_requested_recipient to = { .email = "", .phone = number };
	char now[INSTANT_TEXT];
	char until[INSTANT_TEXT];
	struct notification_requested request = {
		.intent_id = id.text,
		.dealer = msg->dealer,
		.customer_id = nobody.text,
		.purpose = WIRE_PURPOSE_SERVICE,
		.message_class = WIRE_MESSAGE_CLASS_SERVICE,
		.template = "sms_test",
		.channel = WIRE_CHANNEL_SMS,
		.language = msg->language,
		.not_before = instant_format(tx_now(tx), now),
		.not_after = instant_format(instant_add_seconds(tx_now(tx), GOOD_SECONDS),
					    until),
		.recipient = &to,
	};
	struct intent_new intent = { .request = &request, .reasons = mem_text("") };

	address_print(svc->keys, msg->dealer, number, intent.to_phone_print);
	int failed = store_intents_add(tx, &intent, 1, err);

	mem_free(intent.reasons);
	return failed;
}

int notification_on_sms_test(struct notification *svc, struct tx *tx,
			     const struct sms_test *msg, struct outbox *say,
			     struct answer *ret_answer, struct err *err)
{
	struct phone phone;

	(void)say;
	(void)ret_answer;
	if (!carrier_of(svc, CHANNEL_SMS))
		return err_set_code(err, ERR_CONFLICT, "SMS_OFF",
				    "no text messages are sent from here: BEURT_SMS_URL "
				    "is not set");
	if (!phone_read(slice_of(msg->phone), NULL, &phone) || !phone.is_mobile)
		return err_set_code(err, ERR_INVALID, "PHONE_INVALID",
				    "/phone is no mobile number");
	return ask(svc, tx, msg, phone.e164, err);
}
