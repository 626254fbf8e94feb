/* SPDX-License-Identifier: Apache-2.0 */
/* The members of a preview. */
#include "notification/sms/shown.h"

#include "base/phone.h"
#include "notification/domain/gsm7.h"
#include "notification/sms/short.h"
#include "notification/sms/sms_carrier.h"

#define KNOWN_DIGITS 2 /* at the end; the adviser knows the rest */
#define KNOWN_START  4 /* "+316" */

bool short_is_for(enum channel channel)
{
	return channel == CHANNEL_SMS || channel == CHANNEL_PUSH;
}

static void write_masked(struct json_out *json, const struct contact *contact)
{
	struct phone phone;

	if (!phone_read(slice_of(contact->to.mobile), contact->to.country, &phone) ||
	    !phone.is_mobile)
		return;
	for (size_t i = KNOWN_START; phone.e164[i + KNOWN_DIGITS]; i++)
		phone.e164[i] = '*';
	json_out_text(json, "to_masked", phone.e164);
}

static int write_cost(const struct contact *contact, struct slice text,
		      struct json_out *json, struct err *err)
{
	struct sms_size size;

	if (sms_measure(text, &size, err) < 0)
		return -1;
	json_out_open_object(json, "short");
	json_out_text(json, "encoding", sms_encoding_name(size.encoding));
	json_out_int(json, "units", size.units);
	json_out_int(json, "parts", size.parts);
	json_out_int(json, "cents", size.parts * contact->terms.sms_cents);
	json_out_open_array(json, "expensive");
	for (size_t i = 0; i < size.dear_count; i++)
		json_out_text_n(json, NULL, size.dear[i]);
	json_out_close_array(json);
	json_out_close_object(json);
	return 0;
}

int short_show(const struct notification *svc, const struct contact *contact,
	       struct json_out *json, struct err *err)
{
	bool by_sms = contact->facts.wishes.asked == CHANNEL_SMS;
	const char *sender = sms_sender_of(svc, contact->terms.sms_sender);
	const struct short_request request = { .kind = by_sms ? SHORT_SMS : SHORT_PUSH,
					       .sender = sender,
					       .is_sample = true };
	STRBUF_AUTO text = strbuf_new(SHORT_MAX);

	if (short_write(&svc->writer, &contact->letter, &request, &text, err) < 0)
		return -1;
	json_out_text(json, "subject", by_sms ? sender : contact->letter.garage.name);
	json_out_text(json, "text", text.text);
	json_out_text(json, "html", "");
	if (!by_sms)
		return 0;
	write_masked(json, contact);
	return write_cost(contact, (struct slice){ text.text, text.len }, json, err);
}
