/* SPDX-License-Identifier: Apache-2.0 */
/* The words of a code on paper: the sheet, and the page where it is typed. */
#include "base/err.h"
#include "gateway/pages/phrases.h"

/* clang-format off */
static const struct phrase PHRASES[] = {
	{ "paper_title", { "Uw code om te beginnen", "Your code to begin" } },
	{ "paper_once", {
		"Print dit blad nu (Ctrl + P). De code staat alleen nu op het scherm. Print u opnieuw, dan werkt deze code niet meer.",
		"Print this sheet now (Ctrl + P). The code is on the screen only now. If you print again, this code stops working." } },
	{ "paper_for", { "Voor", "For" } },
	{ "paper_car", {
		"Met deze code zet u het AutoPaspoort van uw auto aan.",
		"With this code you activate the car passport of your car." } },
	{ "paper_fleet", {
		"Met deze code zet u het account van uw wagenpark aan.",
		"With this code you activate the account of your fleet." } },
	{ "paper_code", { "Uw code", "Your code" } },
	{ "paper_go", { "Ga op internet naar", "On the internet go to" } },
	{ "paper_choose", { "Kies", "Choose" } },
	{ "paper_address", { "Vul dit e-mailadres in:", "Enter this e-mail address:" } },
	{ "paper_type", {
		"Vul de code in. Hoofdletters en streepjes maken niet uit.",
		"Enter the code. Capitals and dashes do not matter." } },
	{ "paper_until", { "De code werkt \xc3\xa9\xc3\xa9n keer, tot en met", "The code works once, until" } },
	{ "paper_after", {
		"Daarna logt u in met een link die u per e-mail krijgt.",
		"After that you log in with a link you get by e-mail." } },
	{ "paper_safe", {
		"Geef dit blad aan niemand anders. Bent u het kwijt? Vraag uw garage om een nieuwe code.",
		"Give this sheet to nobody else. Did you lose it? Ask your garage for a new code." } },
	{ "code_have", { "Ik heb een code op papier", "I have a code on paper" } },
	{ "code_title", { "Code op papier", "Code on paper" } },
	{ "code_lead", {
		"Kreeg u van uw garage een blad met een code? Vul de code hier in.",
		"Did your garage give you a sheet with a code? Enter the code here." } },
	{ "code_who", { "Uw e-mailadres", "Your e-mail address" } },
	{ "code_who_hint", { "Het adres dat op het blad staat.", "The address that is on the sheet." } },
	{ "code_code", { "De code", "The code" } },
	{ "code_code_hint", {
		"Zestien tekens. Hoofdletters en streepjes maken niet uit.",
		"Sixteen signs. Capitals and dashes do not matter." } },
	{ "code_do", { "Verder", "Continue" } },
	{ "code_back", { "Terug naar inloggen", "Back to log in" } },
	{ "code_refused", {
		"Deze code werkt niet. Controleer het e-mailadres en de code. Een code werkt \xc3\xa9\xc3\xa9n keer en niet als de garage een nieuwe gaf.",
		"This code does not work. Check the e-mail address and the code. A code works once, and no more when the garage gave a new one." } },
	{ "CODE_NEEDS_LINK_title", { "Er is nu geen code", "There is no code now" } },
	{ "CODE_NEEDS_LINK", {
		"Een code hoort bij een uitnodiging die nog openstaat. Nodig eerst (opnieuw) uit, en print dan de code.",
		"A code belongs to an invitation that is still open. Invite (again) first, then print the code." } },
};
/* clang-format on */
const struct phrase_set page_phrases_paper = { PHRASES, COUNT_OF(PHRASES) };
