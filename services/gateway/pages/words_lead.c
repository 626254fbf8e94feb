/* SPDX-License-Identifier: Apache-2.0 */
/* The words of pages for people who are no customers yet. LEAD_WORDING names the words
 * that were agreed to: another text is another name. */
#include "base/err.h"
#include "gateway/pages/phrases.h"

/* clang-format off */
static const struct phrase PHRASES[] = {
	{ "lead_title", { "Vraag iets aan deze garage", "Ask this garage something" } },
	{ "lead_text", {
		"Vul in waar de garage u mee kan helpen. U krijgt eerst een e-mail om uw aanvraag te bevestigen.",
		"Say what the garage can help you with. You first get an e-mail to confirm your request." } },
	{ "lead_plate", { "Kenteken", "Registration plate" } },
	{ "lead_plate_hint", { "Bijvoorbeeld 00-HZB-3. Met of zonder streepjes.", "For example 00-HZB-3. With or without dashes." } },
	{ "lead_wish", { "Waar gaat het om?", "What is it about?" } },
	{ "lead_wish_apk", { "APK", "APK" } },
	{ "lead_wish_service", { "Onderhoud", "Service" } },
	{ "lead_wish_tyres", { "Banden wisselen", "Changing tyres" } },
	{ "lead_wish_question", { "Iets anders", "Something else" } },
	{ "lead_remark", { "Uw vraag (mag leeg blijven)", "Your question (optional)" } },
	{ "lead_email_hint", { "Hierheen sturen wij de e-mail om te bevestigen.", "We send the e-mail to confirm there." } },
	{ "lead_phone", { "Telefoon (mag leeg blijven)", "Telephone (optional)" } },
	{ "lead_reminders", {
		"Ja, deze garage mag mij een e-mail sturen als mijn auto APK nodig heeft. Stoppen kan altijd.",
		"Yes, this garage may e-mail me when my car needs its APK. I can stop this at any time." } },
	{ "lead_privacy", {
		"Alleen de garage die u kiest, krijgt uw gegevens, en alleen om u te antwoorden. U kunt uw aanvraag altijd intrekken. Dan wissen wij alles.",
		"Only the garage you choose gets your details, and only to answer you. You can withdraw your request at any time. Then we erase everything." } },
	{ "lead_send", { "Aanvraag versturen", "Send the request" } },
	{ "lead_sent_title", { "Kijk in uw e-mail", "Look in your e-mail" } },
	{ "lead_sent", {
		"Wij hebben u een e-mail gestuurd. Druk op de knop in die e-mail, binnen 48 uur. Pas daarna krijgt de garage uw aanvraag. Geen e-mail? Kijk bij ongewenste berichten.",
		"We have sent you an e-mail. Press the button in it within 48 hours. Only then does the garage get your request. No e-mail? Look among the unwanted messages." } },
	{ "lead_check_title", { "Bevestig uw aanvraag", "Confirm your request" } },
	{ "lead_check_text", { "Na uw bevestiging krijgt deze garage uw aanvraag:", "After you confirm, this garage gets your request:" } },
	{ "lead_check_reminders", {
		"U vroeg ook om een e-mail als uw auto APK nodig heeft.",
		"You also asked for an e-mail when your car needs its APK." } },
	{ "lead_confirm", { "Ja, verstuur mijn aanvraag", "Yes, send my request" } },
	{ "lead_confirmed_title", { "Uw aanvraag is verstuurd", "Your request has been sent" } },
	{ "lead_confirmed", {
		"De garage neemt contact met u op. U krijgt een e-mail met een link om uw aanvraag te zien of in te trekken.",
		"The garage will contact you. You get an e-mail with a link to see or withdraw your request." } },
	{ "lead_own_title", { "Uw aanvraag", "Your request" } },
	{ "lead_own_text", { "Zo staat het ervoor:", "This is how it stands:" } },
	{ "lead_status_new", { "de garage heeft uw aanvraag", "the garage has your request" } },
	{ "lead_status_called", { "de garage heeft contact met u opgenomen", "the garage has contacted you" } },
	{ "lead_status_invited", { "de garage heeft u uitgenodigd", "the garage has invited you" } },
	{ "lead_status_appointment", { "u hebt een afspraak", "you have an appointment" } },
	{ "lead_status_customer", { "u bent er geweest", "you have been there" } },
	{ "lead_status_lost", { "afgesloten", "closed" } },
	{ "lead_status_gone", { "wij weten hier niets meer van", "we know nothing of this any more" } },
	{ "lead_stop_title", { "Toch niet?", "Changed your mind?" } },
	{ "lead_stop_text", {
		"Trek uw aanvraag in. Uw gegevens worden gewist, ook bij de garage in dit systeem.",
		"Withdraw your request. Your details are erased, also at the garage in this system." } },
	{ "lead_stop", { "Mijn aanvraag intrekken", "Withdraw my request" } },
	{ "lead_stopped_title", { "Uw aanvraag is ingetrokken", "Your request is withdrawn" } },
	{ "lead_stopped", { "Wij hebben uw gegevens gewist. U hoeft niets meer te doen.",
			    "We have erased your details. There is nothing more to do." } },
	{ "lead_name_needed", { "Vul uw naam in.", "Enter your name." } },
	{ "lead_plate_wrong", { "Dit is geen Nederlands kenteken. Controleer het kenteken.",
				"This is not a Dutch registration plate. Check the plate." } },
	{ "lead_wish_needed", { "Kies waar het om gaat.", "Choose what it is about." } },
	{ "lead_too_long", { "Een van de antwoorden is te lang. Maak het korter.",
			     "One of the answers is too long. Make it shorter." } },
	{ "garages_title", { "Vind een garage bij u in de buurt", "Find a garage near you" } },
	{ "garages_text", {
		"Vul uw kenteken en postcode in. U kiest zelf welke garage uw aanvraag krijgt.",
		"Enter your plate and postcode. You choose yourself which garage gets your request." } },
	{ "garages_postcode", { "Postcode", "Postcode" } },
	{ "garages_find", { "Vind een garage bij u in de buurt", "Find a garage near you" } },
	{ "garages_search", { "Zoek garages", "Search garages" } },
	{ "garages_near", { "Garages bij u in de buurt", "Garages near you" } },
	{ "garages_choose", { "Welke garage mag uw aanvraag krijgen? Kies er 1, 2 of 3.",
			      "Which garage may get your request? Choose 1, 2 or 3." } },
	{ "garages_none", {
		"Er is nog geen garage bij u in de buurt die via ons nieuwe klanten ontvangt.",
		"There is no garage near you yet that takes new customers through us." } },
	{ "garages_postcode_wrong", { "Vul een Nederlandse postcode in, zoals 3511 AB.", "Enter a Dutch postcode, like 3511 AB." } },
	{ "garages_choose_needed", { "Kies 1, 2 of 3 garages.", "Choose 1, 2 or 3 garages." } },
};
/* clang-format on */

const struct phrase_set page_phrases_lead = { PHRASES, COUNT_OF(PHRASES) };
