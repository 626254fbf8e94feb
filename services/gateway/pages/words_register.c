/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What the vehicle register says, in words people use. danger_ and defect_ with the
 * register's codes behind them: a code without a row is shown as the register has it.
 */
#include "base/err.h"
#include "gateway/pages/phrases.h"

/* clang-format off */
static const struct phrase PHRASES[] = {
	{ "recall_what", { "Wat er mis is", "What is wrong" } },
	{ "recall_notice", { "Wat u kunt merken", "What you may notice" } },
	{ "recall_danger", { "Hoe gevaarlijk het is", "How dangerous it is" } },
	{ "recall_unknown", {
		"Dat weten wij niet. Vraag het aan uw garage.",
		"We do not know. Ask your garage." } },
	{ "recall_repair", { "Wat de garage doet", "What the garage does" } },
	{ "recall_do", { "Wat u doet", "What to do" } },
	{ "recall_do_text", {
		"Maak een afspraak bij een dealer van uw merk. Het kost u niets: de fabrikant betaalt.",
		"Make an appointment with a dealer of your make. It is free of charge: the manufacturer pays." } },
	{ "recall_number", { "Noem dit nummer:", "Give this number:" } },
	{ "recall_as_of", { "Zo stond het bij de RDW op", "As the vehicle register (RDW) had it on" } },
	{ "danger_ONG", {
		"U kunt een ongeluk krijgen. Mensen kunnen gewond raken.",
		"You may have an accident. People may get hurt." } },
	{ "danger_TEL", {
		"Bij een ongeluk kunt u erger gewond raken.",
		"In an accident you may get hurt more badly." } },
	{ "danger_BRA", {
		"De auto kan in brand vliegen. Mensen kunnen gewond raken.",
		"The car may catch fire. People may get hurt." } },
	{ "danger_MIL", { "Het is slecht voor het milieu.", "It harms the environment." } },
	{ "apk_found", { "Gevonden bij de APK", "Found at the APK" } },
	{ "apk_found_earlier", { "Eerder gevonden", "Found earlier" } },
	{ "apk_found_hint", {
		"Dit staat in het verslag van de keuring. Misschien is het al gemaakt. Vraag het aan uw garage.",
		"This is in the report of the inspection. It may be repaired already. Ask your garage." } },
	{ "apk_advice", {
		"advies: de auto is hierop niet afgekeurd",
		"advice: the car was not refused for this" } },
	{ "apk_code", { "Code", "Code" } },
	{ "apk_times", { "keer", "times" } },
	{ "defect_AC1", { "De banden zijn bijna versleten", "The tyres are nearly worn" } },
	{ "defect_AC2", { "Een schokdemper lekt", "A shock absorber leaks" } },
	{ "defect_AC3", { "Een deel van de auto roest", "A part of the car rusts" } },
	{ "defect_AC4", {
		"Een kogel van het stuur of van een wiel is een beetje versleten",
		"A joint of the steering or of a wheel is a little worn" } },
	{ "defect_AC5", { "De remmen zijn een beetje versleten", "The brakes are a little worn" } },
	{ "defect_RA1", {
		"Het lampje van de airbag of de gordel geeft een storing aan",
		"The light of the airbag or the seat belt shows a fault" } },
	{ "defect_RA2", { "Er lekt vloeistof uit de auto", "The car leaks fluid" } },
};
/* clang-format on */

const struct phrase_set page_phrases_register = { PHRASES, COUNT_OF(PHRASES) };
