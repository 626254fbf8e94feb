/* SPDX-License-Identifier: Apache-2.0 */
/* The words of the pages of one's own cars. */
#include "base/err.h"
#include "gateway/pages/phrases.h"

/* clang-format off */
static const struct phrase PHRASES[] = {
	{ "cars_title", { "Mijn auto's", "My cars" } },
	{ "cars_none", {
		"U hebt hier nog geen auto. Uw garage kan u een AutoPaspoort geven.",
		"You have no car here yet. Your garage can give you a car passport." } },
	{ "cars_offered", { "U krijgt een auto aangeboden:", "A car is offered to you:" } },
	{ "cars_offering", { "U biedt deze auto aan:", "You are offering this car:" } },
	{ "look", { "Bekijken", "Look" } },
	{ "car_title", { "Mijn auto", "My car" } },
	{ "car_of", { "Eigenaar:", "Owner:" } },
	{ "car_invited", { "Nog niet geactiveerd. Kijk in uw e-mail.", "Not activated yet. Look in your e-mail." } },
	{ "car_pending", { "De overdracht wacht op antwoord.", "The transfer waits for an answer." } },
	{ "car_fine", { "Uw auto is in orde", "Your car is fine" } },
	{ "car_one_point", {
		"Uw auto is in orde, 1 punt om over na te denken",
		"Your car is fine, 1 point to think about" } },
	{ "car_points", { "Uw auto is in orde,", "Your car is fine," } },
	{ "car_points_after", { "punten om over na te denken", "points to think about" } },
	{ "car_needs", { "Uw auto heeft aandacht nodig", "Your car needs attention" } },
	{ "car_recalled", { "De fabrikant roept uw auto terug", "The manufacturer recalls your car" } },
	{ "car_apk_over", { "De APK van uw auto is verlopen", "The APK of your car has expired" } },
	{ "apk_until", { "APK geldig tot en met", "APK valid until" } },
	{ "car_advices", { "Adviezen", "Advice" } },
	{ "car_no_advices", { "Er staan geen adviezen open.", "There is no open advice." } },
	{ "car_decide", { "Bekijk en kies", "Look and choose" } },
	{ "car_book", { "Maak een afspraak", "Book an appointment" } },
	{ "car_call", { "Bel voor een afspraak:", "Call for an appointment:" } },
	{ "at_time", { "om", "at" } },
	{ "car_costs", { "Verwacht onderhoud in 12 maanden", "Expected service in 12 months" } },
	{ "car_no_costs", {
		"Wij kennen nog te weinig vergelijkbare auto's om iets te zeggen over de kosten.",
		"We know too few comparable cars to say anything about the costs." } },
	{ "car_costs_hint", {
		"Dit is geen prijs maar een verwachting. Bij 8 van de 10 auto's valt de rekening binnen deze bedragen.",
		"This is an expectation, not a price. For 8 cars in 10 the bill is within these amounts." } },
	{ "car_costs_with_vat", {
		"De bedragen zijn met de btw die op die rekeningen staat.",
		"The amounts include the VAT on those bills." } },
	{ "car_costs_without_vat", {
		"De bedragen zijn zonder btw, omdat de auto van een bedrijf is.",
		"The amounts exclude VAT, because the car is a company's." } },
	{ "cost_with_vat", { "inclusief btw, op basis van", "including VAT, based on" } },
	{ "cost_without_vat", { "zonder btw, op basis van", "excluding VAT, based on" } },
	{ "cost_visits", { "bezoeken van vergelijkbare auto's bij", "visits of comparable cars at" } },
	{ "cost_garages", { "garages", "garages" } },
	{ "around", { "rond", "around" } },
	{ "expected_apk", { "APK", "APK" } },
	{ "expected_service", { "Onderhoudsbeurt", "Service" } },
	{ "expected_service_apk", { "Onderhoudsbeurt met APK", "Service with APK" } },
	{ "car_nothing_due", {
		"Wij weten nog niet wanneer uw auto onderhoud nodig heeft.",
		"We do not know yet when your car needs service." } },
	{ "book_kind", { "Waarvoor komt u?", "What do you come for?" } },
	{ "book_when", { "Wanneer komt u?", "When do you come?" } },
	{ "book_none", {
		"Deze garage neemt geen afspraken aan via deze pagina. Bel de garage.",
		"This garage takes no appointments through this page. Call the garage." } },
	{ "kind_service", { "Onderhoudsbeurt", "Service" } },
	{ "kind_apk", { "APK", "APK" } },
	{ "kind_advice", { "Een advies van de garage", "Something the garage advised" } },
	{ "kind_tyres", { "Banden", "Tyres" } },
	{ "kind_repair", { "Er is iets met de auto", "Something is wrong with the car" } },
	{ "kind_recall", { "Terugroepactie", "Recall" } },
	{ "kind_other", { "Iets anders", "Something else" } },
	{ "to", { "tot", "to" } },
	{ "car_history", { "Wat er is gedaan", "What was done" } },
	{ "car_no_history", { "Er staan nog geen bezoeken in.", "There are no visits yet." } },
	{ "car_prices_hint", {
		"Bedragen zijn zonder btw. U ziet alleen bedragen uit de tijd dat de auto van u is.",
		"Amounts exclude VAT. You see amounts only of the time the car has been yours." } },
	{ "car_reports", { "Rapporten van inspecties", "Reports of inspections" } },
	{ "car_who", { "Wie dit mag zien", "Who may see this" } },
	{ "car_who_text", {
		"U, de eigenaar van de auto en deze garages:",
		"You, the owner of the car and these garages:" } },
	{ "car_unlink", { "Deze garage niet meer", "No longer this garage" } },
	{ "car_transfer", { "Auto overdragen", "Transfer the car" } },
	{ "car_disown", { "Deze auto is niet meer van mij", "This car is no longer mine" } },
	{ "car_disown_text", {
		"U ziet deze auto dan niet meer, en wij schrijven u er niet meer over. Verkoopt u de auto? Draag hem dan over: de nieuwe eigenaar houdt de historie.",
		"You will not see this car any more, and we will not write to you about it. Are you selling the car? Then transfer it: the new owner keeps its history." } },
	{ "car_disown_sure", { "Ja, deze auto is niet meer van mij", "Yes, this car is no longer mine" } },
	{ "transfer_title", { "Auto overdragen", "Transfer the car" } },
	{ "transfer_text", {
		"De nieuwe eigenaar krijgt een e-mail en moet de auto zelf aannemen. Tot dan verandert er niets. Daarna ziet u deze auto niet meer.",
		"The new owner gets an e-mail and has to accept the car. Until then nothing changes. After that you do not see this car any more." } },
	{ "transfer_name", { "Naam van de nieuwe eigenaar", "Name of the new owner" } },
	{ "transfer_email", { "E-mailadres van de nieuwe eigenaar", "E-mail address of the new owner" } },
	{ "transfer_sure", { "Ja, ik draag deze auto over", "Yes, I transfer this car" } },
	{ "transfer_send", { "Auto aanbieden", "Offer the car" } },
	{ "sure_needed", { "Zet een vinkje als u het zeker weet.", "Tick the box if you are sure." } },
	{ "not_sure_title", { "Er is niets veranderd", "Nothing changed" } },
	{ "not_sure", { "Zet een vinkje als u het zeker weet.", "Tick the box if you are sure." } },
	{ "manager_decides", {
		"Boven de limiet van uw wagenpark: uw wagenparkbeheerder keurt dit goed.",
		"Above your fleet's limit: your fleet manager approves this." } },
	{ "before_you", {
		"Dit rapport is van v\xc3\xb3\xc3\xb3r uw tijd. U ziet het zonder prijzen en zonder opmerkingen.",
		"This report is from before your time. You see it without prices and remarks." } },
	{ "class_periodic_small", { "Kleine beurt", "Small service" } },
	{ "class_periodic_large", { "Grote beurt", "Large service" } },
	{ "class_apk", { "APK", "APK" } },
	{ "class_tyres", { "Banden", "Tyres" } },
	{ "class_brakes", { "Remmen", "Brakes" } },
	{ "class_battery", { "Accu", "Battery" } },
	{ "class_repair", { "Reparatie", "Repair" } },
	{ "class_damage", { "Schade", "Damage" } },
	{ "class_warranty", { "Garantie", "Warranty" } },
	{ "class_recall", { "Terugroepactie", "Recall" } },
	{ "class_inspection", { "Inspectie", "Inspection" } },
	{ "class_other", { "Overig", "Other" } },
	{ "class_unknown", { "Bezoek", "Visit" } },
	{ "said_accepted", { "De auto staat nu bij uw auto's.", "The car is among your cars now." } },
	{ "said_declined", { "U hebt de auto niet aangenomen.", "You did not accept the car." } },
	{ "said_cancelled", { "U hebt het aanbod ingetrokken. De auto blijft van u.", "You took the offer back. The car stays yours." } },
	{ "said_reminded", { "Wij sturen de ander nog een e-mail.", "We send the other another e-mail." } },
	{ "said_offered", { "Wij hebben de nieuwe eigenaar een e-mail gestuurd.", "We sent the new owner an e-mail." } },
	{ "said_disowned", { "De auto staat niet meer bij uw auto's.", "The car is no longer among your cars." } },
	{ "said_unlinked", { "Deze garage ziet uw auto niet meer.", "This garage no longer sees your car." } },
	{ "said_booked", { "Uw afspraak staat vast. U krijgt een e-mail.", "Your appointment is made. You get an e-mail." } },
	{ "said_saved", { "Uw gegevens zijn opgeslagen.", "Your details are saved." } },
	{ "said_address", {
		"Wij hebben een e-mail naar uw nieuwe adres gestuurd. Het geldt zodra u daar op de link drukt.",
		"We sent an e-mail to your new address. It holds once you press the link there." } },
};
/* clang-format on */

const struct phrase_set page_phrases_holder = { PHRASES, COUNT_OF(PHRASES) };
