/* SPDX-License-Identifier: Apache-2.0 */
/* The words of the page behind "stop these messages" and "this car is no longer mine". */
#include "base/err.h"
#include "gateway/pages/phrases.h"

/* clang-format off */
static const struct phrase PHRASES[] = {
	{ "stop_ask_title", { "Berichten stoppen", "Stop messages" } },
	{ "stop_ask", {
		"Wilt u geen onderhoudsberichten meer van uw garage? Kies wat u wilt stoppen en druk op de knop.",
		"No more service messages from your garage? Choose what to stop and press the button." } },
	{ "stop_done_title", { "Het is geregeld", "Done" } },
	{ "stop_done", {
		"U krijgt deze berichten niet meer. Dit geldt vanaf nu.",
		"You will not get these messages any more, from now on." } },
	{ "stop_resumed_title", { "Het is geregeld", "Done" } },
	{ "stop_resumed", { "U krijgt deze berichten weer.", "You will get these messages again." } },
	{ "stop_again_title", { "Nog niet gelukt", "Not done yet" } },
	{ "stop_again", {
		"Wij konden uw keuze nu niet vastleggen. Probeer het over een minuut nog een keer.",
		"We could not record your choice just now. Please try again in a minute." } },
	{ "stop_no_link_title", { "Deze link werkt niet", "This link does not work" } },
	{ "stop_no_link", {
		"Open de link uit het laatste bericht dat u van ons kreeg, of bel uw garage.",
		"Open the link of the latest message you got from us, or call your garage." } },
	{ "car_ask_title", { "Deze auto is niet meer van mij", "This car is no longer mine" } },
	{ "car_ask", {
		"Hebt u deze auto niet meer? Druk op de knop. Dan schrijven wij u er niet meer over.",
		"Is this car no longer yours? Press the button, and we will not write to you about it again." } },
	{ "car_done_title", { "Het is geregeld", "Done" } },
	{ "car_done", {
		"Wij schrijven u niet meer over deze auto. Dit geldt vanaf nu.",
		"We will not write to you about this car any more, from now on." } },
	{ "car_resumed_title", { "Het is geregeld", "Done" } },
	{ "car_resumed", { "Wij schrijven u weer over deze auto.", "We will write to you about this car again." } },
	{ "stop_this_kind", { "alleen dit soort berichten", "only this kind of message" } },
	{ "stop_all", {
		"alle berichten die geen opdracht of afspraak betreffen",
		"all messages that are not about an order or appointment" } },
	{ "stop_what", { "Wat wilt u stoppen?", "What do you want to stop?" } },
	{ "stop_press", { "Stop deze berichten", "Stop these messages" } },
	{ "stop_resume", { "Toch weer ontvangen", "Receive them again" } },
	{ "car_press", { "Niet meer mijn auto", "No longer my car" } },
	{ "car_resume", { "Toch mijn auto", "My car after all" } },
	{ "news_stop_ask_title", { "Geen nieuws meer per e-mail", "No more news by e-mail" } },
	{ "news_stop_ask", {
		"Wilt u het weeknieuws niet meer per e-mail? Druk op de knop.",
		"No more weekly news by e-mail? Press the button." } },
	{ "news_stop_done", {
		"U krijgt het weeknieuws niet meer per e-mail. U leest het nog op de startpagina van Beurt.",
		"You will not get the weekly news by e-mail any more. You still read it on Beurt’s home page." } },
	{ "news_stop_no_link", {
		"Open de link uit de laatste e-mail met weeknieuws.",
		"Open the link of the latest e-mail with weekly news." } },
	{ "news_stop_press", { "Stop het nieuws", "Stop the news" } },
	{ "stop_retry", { "Probeer opnieuw", "Try again" } },
};
/* clang-format on */

const struct phrase_set page_phrases_stop = { PHRASES, COUNT_OF(PHRASES) };
