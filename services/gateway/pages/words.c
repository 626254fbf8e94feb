/* SPDX-License-Identifier: Apache-2.0 */
/* Every fixed word of the pages stands once in each language: those of the report here.
 */
#include "gateway/pages/words.h"

#include <string.h>

#include "gateway/pages/phrases.h"

/* clang-format off */
static const struct phrase PHRASES[] = {
	{ "skip", { "Naar de inhoud", "Skip to content" } },
	{ "problem_title", { "Er is iets dat u moet weten", "There is something you need to know" } },
	{ "call", { "Vragen? Bel", "Questions? Call" } },
	{ "back", { "Terug naar het rapport", "Back to the report" } },
	{ "prices_open", {
		"Nog in bewerking. De garage past adviezen of prijzen nog aan. U krijgt bericht.",
		"Still being worked on. The garage may change advice or prices, and will tell you." } },
	{ "overdue", { "verlopen", "overdue" } },
	{ "recall", { "De fabrikant roept uw auto terug", "The manufacturer recalls your car" } },
	{ "advices", { "Wat wij adviseren", "What we advise" } },
	{ "group_necessary", { "Nodig", "Needed" } },
	{ "group_advice", { "Kan later", "Can wait" } },
	{ "no_advice", { "Wij hebben geen adviezen voor u.", "We have no advice for you." } },
	{ "if_i_wait", { "Wat als ik wacht?", "What if I wait?" } },
	{ "approve", { "Akkoord", "Yes, do it" } },
	{ "later", { "Niet nu", "Not now" } },
	{ "decline", { "Nee", "No" } },
	{ "call_me", { "Bel mij", "Call me" } },
	{ "say_more", { "Iets erbij zeggen", "Add a remark" } },
	{ "reason", { "Uw opmerking (mag leeg blijven)", "Your remark (optional)" } },
	{ "executed", { "Dit is al gedaan.", "This has been done." } },
	{ "total", { "Alles samen", "Everything together" } },
	{ "with_vat", { "Prijzen zijn inclusief btw.", "Prices include VAT." } },
	{ "valid_until", { "Ze gelden tot en met", "They are valid until" } },
	{ "nothing_binds", {
		"U kiest per advies. Op de volgende bladzijde kunt u alles nog nakijken.",
		"Choose for each advice. You can check everything on the next page." } },
	{ "check", { "Verder: antwoorden nakijken", "Continue: check your answers" } },
	{ "check_title", { "Controleer uw antwoorden", "Check your answers" } },
	{ "approved_total", { "U geeft akkoord voor", "You approve" } },
	{ "what_confirm_does", {
		"Met \xe2\x80\x9c" "Bevestigen\xe2\x80\x9d geeft u uw antwoorden door aan de garage. "
		"Bij akkoord geeft u opdracht. U krijgt een bevestiging per e-mail.",
		"With \xe2\x80\x9c" "Confirm\xe2\x80\x9d you send your answers to the garage. "
		"What you approve is an order. You get a confirmation by e-mail." } },
	{ "confirm", { "Bevestigen", "Confirm" } },
	{ "change", { "Antwoorden wijzigen", "Change answers" } },
	{ "works", { "Wat wij hebben gedaan", "What we have done" } },
	{ "remarks", { "Opmerkingen van de garage", "Remarks of the garage" } },
	{ "whole_report", { "Het hele rapport", "The whole report" } },
	{ "prefilled", { "vooraf ingevuld", "filled in beforehand" } },
	{ "pdf", { "Rapport als PDF", "Report as PDF" } },
	{ "mail_me", { "E-mail mij de gegevens", "E-mail me the data" } },
	{ "appointment", { "Afspraak", "Appointment" } },
	{ "ask_appointment", { "Vraag een afspraak aan", "Ask for an appointment" } },
	{ "days", { "Welke dagen komen u uit?", "Which days suit you?" } },
	{ "days_hint", { "Bijvoorbeeld: dinsdag of donderdag, niet op 5 december.",
			 "For example: Tuesday or Thursday, not on 5 December." } },
	{ "part", { "Welk dagdeel?", "Which part of the day?" } },
	{ "part_any", { "Maakt niet uit", "Any time" } },
	{ "part_morning", { "Ochtend", "Morning" } },
	{ "part_afternoon", { "Middag", "Afternoon" } },
	{ "stay", { "Wat doet u intussen?", "What will you do meanwhile?" } },
	{ "stay_leave", { "Ik breng de auto en haal hem later op", "I leave the car and collect it later" } },
	{ "stay_wait", { "Ik wacht", "I wait" } },
	{ "stay_loan_car", { "Ik wil graag een leenauto", "I would like a loan car" } },
	{ "wish_remarks", { "Opmerking (mag leeg blijven)", "Remark (optional)" } },
	{ "send_wish", { "Aanvraag versturen", "Send the request" } },
	{ "wish_kept", {
		"Uw aanvraag is bij de garage. De garage neemt contact met u op.",
		"The garage has your request and will contact you." } },
	{ "said_answers", {
		"Dank u. Uw antwoorden zijn bij de garage. U krijgt een bevestiging per e-mail.",
		"Thank you. The garage has your answers. You get a confirmation by e-mail." } },
	{ "said_mail", { "Wij sturen u de gegevens per e-mail.", "We are sending you the data by e-mail." } },
	{ "said_wish", {
		"Dank u. Uw aanvraag is bij de garage. De garage neemt contact met u op.",
		"Thank you. The garage has your request and will contact you." } },
	{ "said_registered", { "Dank u. Uw auto is aangemeld.", "Thank you. Your car is registered." } },
	{ "you_said", { "U koos:", "You chose:" } },
	{ "voided", {
		"Dit advies is veranderd nadat u akkoord gaf. Kiest u alstublieft opnieuw.",
		"This advice changed after you approved it. Please choose again." } },
	{ "price_rose", { "De prijs was %s en is nu %s. Kiest u alstublieft opnieuw.",
			  "The price was %s and is now %s. Please choose again." } },
	{ "text_changed", { "Dit advies is zojuist veranderd. Kiest u alstublieft opnieuw.",
			    "This advice has just changed. Please choose again." } },
	{ "line_changed", {
		"De garage heeft intussen iets veranderd. Uw andere antwoorden staan er nog.",
		"The garage changed something meanwhile. Your other answers are still here." } },
	{ "above_limit", {
		"E\xc3\xa9n van de adviezen is te duur om zelf goed te keuren. Uw "
		"wagenparkbeheerder keurt dit goed.",
		"One of the advices costs more than you may approve. Your fleet manager "
		"approves it." } },
	{ "nothing_chosen", { "Kies bij minstens \xc3\xa9\xc3\xa9n advies een antwoord.",
			      "Choose an answer for at least one advice." } },
	{ "email", { "E-mailadres", "E-mail address" } },
	{ "email_hint", { "Hierheen sturen wij het rapport van de inspectie.",
			  "We send the report of the inspection there." } },
	{ "email_wrong", { "Vul een geldig e-mailadres in, zoals naam@voorbeeld.nl.",
			   "Enter a valid e-mail address, like name@example.com." } },
	{ "mobile", { "Mobiel nummer (mag leeg blijven)", "Mobile number (optional)" } },
	{ "register_title", { "Meld uw auto aan voor de inspectie", "Register your car for the inspection" } },
	{ "register_text", {
		"Controleer of dit uw auto is en vul in hoe wij u bereiken.",
		"Check that this is your car and tell us how to reach you." } },
	{ "register_remarks", { "Is u iets opgevallen aan de auto? (mag leeg blijven)",
				"Have you noticed anything about the car? (optional)" } },
	{ "register", { "Auto aanmelden", "Register the car" } },
	{ "registered_title", { "Uw auto is aangemeld", "Your car is registered" } },
	{ "registered_text", { "U hoeft niets meer te doen. Tot ziens in de garage.",
			       "There is nothing more to do. See you at the garage." } },
	{ "no_link_title", { "Deze link werkt niet", "This link does not work" } },
	{ "no_link", {
		"Open de link uit het laatste bericht dat u van ons kreeg, of bel uw garage.",
		"Open the link of the latest message you got from us, or call your garage." } },
	{ "later_title", { "Nog niet gelukt", "Not done yet" } },
	{ "try_later", {
		"Wij konden dit nu niet vastleggen. Probeer het over een minuut nog een keer.",
		"We could not record this just now. Please try again in a minute." } },
	{ "not_saved_title", { "Het rapport is er nog niet", "The report is not here yet" } },
	{ "not_saved", { "De garage is nog bezig. U krijgt bericht als het klaar is.",
			 "The garage is still busy. You will be told when it is ready." } },
	{ "refused_title", { "Dit kan niet meer", "This is no longer possible" } },
	{ "refused", { "De garage heeft dit intussen afgesloten. Bel de garage als u iets wilt veranderen.",
		       "The garage has closed this meanwhile. Call the garage if you want to change something." } },
	{ "not_kept_title", { "Dit rapport wordt niet meer bewaard", "This report is no longer kept" } },
	{ "not_kept", {
		"Wij bewaren rapporten en foto’s van een inspectie niet voor altijd. Dit rapport was oud en is verwijderd.",
		"We do not keep reports and photos of an inspection for ever. This report was old and has been removed." } },
};
/* clang-format on */

static const struct phrase_set REPORT = { PHRASES, COUNT_OF(PHRASES) };
static const struct phrase_set *const SETS[] = {
	&REPORT,
	&page_phrases_visit,
	&page_phrases_light,
	&page_phrases_register,
	&page_phrases_stop,
	&page_phrases_preference,
	&page_phrases_holder,
	&page_phrases_account,
	&page_phrases_message,
	&page_phrases_lead,
	&page_phrases_paper,
	&page_phrases_help,
};

void page_words_set(struct value *data, enum tongue tongue)
{
	struct value *words = value_set_object(data, "t");

	for (size_t k = 0; k < COUNT_OF(SETS); k++) {
		for (size_t i = 0; i < SETS[k]->count; i++)
			value_set_text(words, SETS[k]->phrases[i].name,
				       SETS[k]->phrases[i].texts[tongue]);
	}
}

const char *page_word(enum tongue tongue, const char *name)
{
	for (size_t k = 0; k < COUNT_OF(SETS); k++) {
		for (size_t i = 0; i < SETS[k]->count; i++) {
			if (strcmp(SETS[k]->phrases[i].name, name) == 0)
				return SETS[k]->phrases[i].texts[tongue];
		}
	}
	return "";
}
