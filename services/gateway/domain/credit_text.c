/* SPDX-License-Identifier: Apache-2.0 */
/* Decides the words of an attribution. */
#include "gateway/domain/credit_text.h"

#include <string.h>

struct message_words {
	const char *channel;
	const char *dutch;
	const char *english;
};

static const struct message_words MESSAGES[] = {
	{ "email", "de e-mail", "the e-mail" },
	{ "sms", "de sms", "the text message" },
	{ "push", "de app-melding", "the push message" },
	{ "letter", "de brief", "the letter" },
	{ "card", "de kaart", "the card" },
	{ "phone", "het telefoongesprek", "the telephone call" },
};

static const char *message_of(const char *channel, bool english)
{
	for (size_t i = 0; channel && i < COUNT_OF(MESSAGES); i++)
		if (strcmp(channel, MESSAGES[i].channel) == 0)
			return english ? MESSAGES[i].english : MESSAGES[i].dutch;
	return english ? "the message" : "het bericht";
}

static void say_when(const struct credit_words *words, bool english, struct strbuf *out)
{
	int days = civil_days_between(words->touched_on, words->came_on);

	strbuf_add(out, words->is_other_car
				? (english ? "Came with another car "
					   : "Kwam met een andere auto ")
				: (english ? "Came " : "Kwam "));
	if (days < 1)
		strbuf_add(out, english ? "on the day of" : "op de dag van");
	else if (days == 1)
		strbuf_add(out, english ? "1 day after" : "1 dag na");
	else
		strbuf_addf(out, english ? "%d days after" : "%d dagen na", days);
	strbuf_addf(out, " %s", message_of(words->channel, english));
}

void credit_text(const struct credit_words *words, bool english, struct strbuf *out)
{
	if (!civil_is_set(words->came_on)) {
		if (words->is_booked)
			strbuf_addf(out,
				    english ? "Booked after %s; the invoice follows."
					    : "Maakte na %s een afspraak; de factuur "
					      "volgt.",
				    message_of(words->channel, english));
		return;
	}
	say_when(words, english, out);
	if (words->is_other_car)
		strbuf_add(out, english ? ": counted apart." : ": telt apart.");
	else if (words->is_campaign)
		strbuf_add(out, english ? ": counts for this campaign."
					: ": telt voor deze campagne.");
	else
		strbuf_add(out, english ? ": counts for this invitation."
					: ": telt voor deze uitnodiging.");
	if (words->is_flagged)
		strbuf_add(out, english ? " Without an appointment: perhaps chance."
					: " Zonder afspraak: misschien toeval.");
}
