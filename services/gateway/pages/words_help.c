/* SPDX-License-Identifier: Apache-2.0 */
/* The words of the help centre and of telling the helpdesk something. */
#include "base/err.h"
#include "gateway/pages/phrases.h"

/* clang-format off */
static const struct phrase PHRASES[] = {
	{ "help_title", { "Hulp", "Help" } },
	{ "help_search", { "Waar zoekt u hulp bij?", "What do you need help with?" } },
	{ "help_find", { "Zoek", "Search" } },
	{ "help_none", { "Wij vonden geen uitleg met deze woorden. Zoek met andere woorden, of vraag het de helpdesk.",
			 "We found no explanation with these words. Try other words, or ask the helpdesk." } },
	{ "help_all", { "Alle uitleg", "All explanations" } },
	{ "help_desk", { "Komt u er niet uit?", "Still stuck?" } },
	{ "help_desk_text", { "Een vraag over uw auto stelt u aan uw garage. De helpdesk helpt met deze pagina's en met inloggen.",
			      "Ask your garage about your car. The helpdesk helps with these pages and with logging in." } },
	{ "help_desk_garage", { "Laat het de helpdesk weten met Feedback, bovenin uw scherm.",
				"Tell the helpdesk with Feedback, at the top of your screen." } },
	{ "help_product", { "Beurt", "Beurt" } },
	{ "help_feedback", { "Laat ons iets weten", "Tell us something" } },
	{ "nav_help", { "Hulp", "Help" } },
	{ "feedback_title", { "Laat ons iets weten", "Tell us something" } },
	{ "feedback_kind", { "Waar gaat het over?", "What is it about?" } },
	{ "feedback_question", { "Een vraag", "A question" } },
	{ "feedback_problem", { "Er gaat iets mis", "Something goes wrong" } },
	{ "feedback_idea", { "Een idee", "An idea" } },
	{ "feedback_compliment", { "Een compliment", "A compliment" } },
	{ "feedback_text", { "Uw bericht", "Your message" } },
	{ "feedback_send", { "Versturen", "Send" } },
	{ "feedback_needed", { "Schrijf een bericht van hoogstens 4000 tekens.", "Write a message of at most 4000 characters." } },
	{ "feedback_sent_title", { "Dank u", "Thank you" } },
	{ "feedback_sent", { "Uw bericht is bij de helpdesk. U krijgt antwoord per e-mail.", "The helpdesk has your message. You get an answer by e-mail." } },
};
/* clang-format on */

const struct phrase_set page_phrases_help = { PHRASES, COUNT_OF(PHRASES) };
