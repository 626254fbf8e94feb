/* SPDX-License-Identifier: Apache-2.0 */
/* The words of the pages about a light on the dashboard. */
#include "base/err.h"
#include "gateway/pages/phrases.h"

/* clang-format off */
static const struct phrase PHRASES[] = {
	{ "light_title", { "Welk lampje brandt er?", "Which light is on?" } },
	{ "light_intro", {
		"Kies het lampje dat op uw dashboard brandt. Wij vertellen u wat u moet doen.",
		"Choose the light on your dashboard. We tell you what to do." } },
	{ "light_search", { "Zoek een lampje", "Search for a light" } },
	{ "light_search_hint", { "Bijvoorbeeld: motor geel, of olie.", "For example: engine yellow, or oil." } },
	{ "light_fuel", { "Waar rijdt uw auto op?", "What does your car run on?" } },
	{ "light_fuel_any", { "Alles laten zien", "Show everything" } },
	{ "petrol", { "Benzine of gas", "Petrol or gas" } },
	{ "diesel", { "Diesel", "Diesel" } },
	{ "electric", { "Elektrisch", "Electric" } },
	{ "light_find", { "Zoeken", "Search" } },
	{ "light_none", {
		"Wij vinden geen lampje met deze woorden. Probeer een ander woord, of bel uw garage.",
		"We find no light with these words. Try another word, or call your garage." } },
	{ "light_red", { "Rood: meestal meteen stoppen", "Red: mostly stop at once" } },
	{ "light_orange", { "Oranje of geel: laten nakijken", "Orange or yellow: have it checked" } },
	{ "light_green", { "Groen: iets staat aan", "Green: something is on" } },
	{ "light_blue", { "Blauw: iets staat aan", "Blue: something is on" } },
	{ "red", { "rood lampje", "red light" } },
	{ "orange", { "oranje of geel lampje", "orange or yellow light" } },
	{ "green", { "groen lampje", "green light" } },
	{ "blue", { "blauw lampje", "blue light" } },
	{ "light_given", { "Uw antwoorden", "Your answers" } },
	{ "light_again", { "Opnieuw beginnen", "Begin again" } },
	{ "light_all", { "Alle lampjes", "All lights" } },
	{ "light_stop", { "Stop nu", "Stop now" } },
	{ "light_days", { "Binnen enkele dagen", "Within a few days" } },
	{ "light_wait", { "Dit kan wachten", "This can wait" } },
	{ "light_do", { "Wat u doet", "What to do" } },
	{ "light_book", { "Maak een afspraak", "Book an appointment" } },
	{ "light_call", { "Bel de garage:", "Call the garage:" } },
	{ "light_call_yours", { "Bel uw garage.", "Call your garage." } },
	{ "light_doubt", {
		"Twijfelt u, of rijdt de auto anders dan anders? Bel dan altijd.",
		"Not sure, or does the car drive unlike usual? Then always call." } },
	{ "light_complaint", { "Lampje op het dashboard:", "Light on the dashboard:" } },
	{ "light_link", { "Brandt er een lampje op uw dashboard?", "Is a light on your dashboard on?" } },
	{ "light_open", { "Zoek op wat het betekent", "Look up what it means" } },
	{ "back_car", { "Terug naar uw auto", "Back to your car" } },
};
/* clang-format on */

const struct phrase_set page_phrases_light = { PHRASES, COUNT_OF(PHRASES) };
