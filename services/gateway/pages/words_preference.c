/* SPDX-License-Identifier: Apache-2.0 */
/* The words of the page of preferences, and of erasing oneself. */
#include "base/err.h"
#include "gateway/pages/phrases.h"

/* clang-format off */
static const struct phrase PHRASES[] = {
	{ "prefer_title", { "Uw voorkeuren", "Your preferences" } },
	{ "prefer_text", {
		"Hier kiest u welke berichten u van uw garage wilt en hoe. Wat u aanvinkt, mag uw garage u sturen. U kunt dit altijd veranderen. Berichten over een opdracht of afspraak krijgt u altijd.",
		"Choose here which messages you want from your garage, and how. What you tick, your garage may send you. You can change this at any time. Messages about an order or appointment you always get." } },
	{ "prefer_about_reminder", { "Mijn auto is aan de beurt: APK en onderhoud", "My car is due: MOT test and service" } },
	{ "prefer_about_promotion", { "Aanbiedingen", "Offers" } },
	{ "prefer_about_newsletter", { "Nieuws van de garage", "News of the garage" } },
	{ "prefer_about_survey", { "Vragen wat u van ons vond", "Questions about how we did" } },
	{ "prefer_by_email", { "E-mail", "E-mail" } },
	{ "prefer_by_sms", { "Sms", "Text message" } },
	{ "prefer_by_push", { "Melding op uw telefoon", "Message on your phone" } },
	{ "prefer_by_phone", { "Telefoon", "Telephone" } },
	{ "prefer_by_letter", { "Brief of kaart", "Letter or card" } },
	{ "prefer_way", { "Het liefst via", "Preferably by" } },
	{ "prefer_any", { "Maakt niet uit", "No preference" } },
	{ "prefer_seldom", {
		"Schrijf mij niet te vaak: hooguit één bericht per maand en zes per jaar",
		"Do not write too often: at most one message a month and six a year" } },
	{ "prefer_stop_title", { "Liever niets meer?", "Rather nothing more?" } },
	{ "prefer_stop_text", {
		"Dan krijgt u alleen nog berichten over een opdracht of afspraak.",
		"You then only get messages about an order or appointment." } },
	{ "prefer_stop", { "Stop alle berichten", "Stop all messages" } },
	{ "prefer_link", { "Kies zelf wat u wilt ontvangen", "Choose what you want to receive" } },
	{ "said_preferences", { "Uw keuze is opgeslagen. Zij geldt vanaf nu.", "Your choice is saved, and holds from now on." } },
	{ "said_stopped", { "Het is geregeld. U krijgt deze berichten niet meer.", "Done. You will not get these messages any more." } },
	{ "prefer_later_title", { "Nog niet gelukt", "Not done yet" } },
	{ "prefer_later", {
		"Wij konden uw keuze nu niet lezen of vastleggen. Probeer het over een minuut nog een keer.",
		"We could not read or record your choice just now. Please try again in a minute." } },
	{ "account_prefer", { "Welke berichten u krijgt", "Which messages you get" } },
	{ "account_prefer_do", { "Kies uw voorkeuren", "Choose your preferences" } },
	{ "erase_title", { "Uw account en gegevens wissen", "Erase your account and data" } },
	{ "erase_text", {
		"Wij wissen wie u bent en hoe u te bereiken bent. Auto's die van u zijn, verliezen hun AutoPaspoort. Dit kan niet worden teruggedraaid. Uw garage bewaart rekeningen zo lang de wet dat vraagt.",
		"We erase who you are and how to reach you. Cars you own lose their AutoPaspoort. This cannot be undone. Your garage keeps invoices as long as the law asks." } },
	{ "erase_sure", { "Ja, wis mijn gegevens", "Yes, erase my data" } },
	{ "erase_do", { "Wis mijn gegevens", "Erase my data" } },
	{ "erase_not_sure_title", { "Weet u het zeker?", "Are you sure?" } },
	{ "erase_not_sure", { "Vink eerst aan dat u het zeker weet.", "First tick that you are sure." } },
	{ "erase_done_title", { "Uw gegevens worden gewist", "Your data are being erased" } },
	{ "erase_done", {
		"U bent uitgelogd. Binnen enkele minuten is niets meer van u te vinden.",
		"You are signed out. Within a few minutes nothing of you can be found any more." } },
	{ "MANAGES_FLEET_title", { "Nog niet mogelijk", "Not possible yet" } },
	{ "MANAGES_FLEET", {
		"U beheert een wagenpark. Draag dat eerst over aan een andere beheerder.",
		"You manage a fleet. Hand it over to another manager first." } },
};
/* clang-format on */

const struct phrase_set page_phrases_preference = { PHRASES, COUNT_OF(PHRASES) };
