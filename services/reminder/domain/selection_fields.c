/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The whitelist: what a selection may speak of, and how people say it. What each field is
 * in the database stands in store_selection.c, under the same id.
 */
#include "base/mem.h"
#include "reminder/domain/history.h"
#include "reminder/domain/selection.h"

#define WORDS(list) .words = list, .words_count = COUNT_OF(list)

/* clang-format off */
static const struct selection_word FUELS[] = {
	{ "petrol",   FUEL_PETROL,   "benzine",             "petrol" },
	{ "diesel",   FUEL_DIESEL,   "diesel",              "diesel" },
	{ "lpg",      FUEL_LPG,      "lpg",                 "LPG" },
	{ "cng",      FUEL_CNG,      "cng",                 "CNG" },
	{ "electric", FUEL_ELECTRIC, "elektrisch",          "electric" },
	{ "hydrogen", FUEL_HYDROGEN, "waterstof",           "hydrogen" },
	{ "hybrid",   FUEL_HYBRID,   "hybride",             "hybrid" },
	{ "other",    FUEL_OTHER,    "anders",              "other" },
};
static const struct selection_word CATEGORIES[] = {
	{ "light",     APK_LIGHT,     "personen- of bestelauto", "car or van" },
	{ "heavy",     APK_HEAVY,     "zwaar (boven 3.500 kg)",  "heavy (over 3,500 kg)" },
	{ "taxi",      APK_TAXI,      "taxi",                    "taxi" },
	{ "ambulance", APK_AMBULANCE, "ambulance",               "ambulance" },
	{ "bus",       APK_BUS,       "bus",                     "bus" },
	{ "exempt",    APK_EXEMPT,    "zonder APK-plicht",       "without MOT duty" },
};
static const struct selection_word KINDS_OF_WORK[] = {
	{ "periodic",       WORK_PERIODIC,       "onderhoud",      "service" },
	{ "periodic_small", WORK_PERIODIC_SMALL, "kleine beurt",   "small service" },
	{ "periodic_large", WORK_PERIODIC_LARGE, "grote beurt",    "large service" },
	{ "apk",            WORK_APK,            "APK",            "MOT" },
	{ "tyres",          WORK_TYRES,          "banden",         "tyres" },
	{ "brakes",         WORK_BRAKES,         "remmen",         "brakes" },
	{ "battery",        WORK_BATTERY,        "accu",           "battery" },
	{ "repair",         WORK_REPAIR,         "reparatie",      "repair" },
	{ "damage",         WORK_DAMAGE,         "schade",         "damage" },
	{ "warranty",       WORK_WARRANTY,       "garantie",       "warranty" },
	{ "recall",         WORK_RECALL,         "terugroepactie", "recall" },
	{ "inspection",     WORK_INSPECTION,     "inspectie",      "inspection" },
};
static const struct selection_word TIME_PARTS[] = {
	{ "brake_fluid",      PART_BIT(PART_BRAKE_FLUID),      "remvloeistof",     "brake fluid" },
	{ "timing_belt",      PART_BIT(PART_TIMING_BELT),      "distributieriem",  "timing belt" },
	{ "battery",          PART_BIT(PART_BATTERY),          "accu",             "battery" },
	{ "coolant",          PART_BIT(PART_COOLANT),          "koelvloeistof",    "coolant" },
	{ "transmission_oil", PART_BIT(PART_TRANSMISSION_OIL), "transmissie-olie",
	  "transmission oil" },
	{ "spark_plugs",      PART_BIT(PART_SPARK_PLUGS),      "bougies",          "spark plugs" },
	{ "cabin_filter",     PART_BIT(PART_CABIN_FILTER),     "interieurfilter",  "cabin filter" },
	{ "air_filter",       PART_BIT(PART_AIR_FILTER),       "luchtfilter",      "air filter" },
	{ "air_conditioning", PART_BIT(PART_AIR_CONDITIONING), "aircovulling",
	  "air conditioning" },
	{ "wipers",           PART_BIT(PART_WIPERS),           "ruitenwissers",    "wipers" },
};
/* Bits of consent.reach_mask, in the order of the channels. */
static const struct selection_word CHANNELS[] = {
	{ "email",  1,  "e-mail",    "e-mail" },
	{ "sms",    2,  "sms",       "text message" },
	{ "push",   4,  "app",       "app" },
	{ "letter", 8,  "brief",     "letter" },
	{ "card",   16, "kaart",     "card" },
	{ "phone",  32, "telefoon",  "telephone" },
};
static const struct selection_word LANGUAGES[] = {
	{ "nl", 0, "Nederlands", "Dutch" },
	{ "en", 1, "Engels",     "English" },
};
static const struct selection_word CUSTOMER_KINDS[] = {
	{ "person",  0, "particulier", "private person" },
	{ "company", 1, "bedrijf",     "company" },
};

#define AT_LEAST_MOST(at_least_nl, at_most_nl, at_least_en, at_most_en)                  \
	.phrases = { { OPERATOR_AT_LEAST, at_least_nl, at_least_en },                    \
		     { OPERATOR_AT_MOST, at_most_nl, at_most_en } }

static const struct selection_field FIELDS[FIELD_COUNT] = {
	[FIELD_MAKE] = { "car.make", TYPE_TEXT, "Merk", "Make",
		.phrases = { { OPERATOR_IS, "merk is {value}", "make is {value}" },
			     { OPERATOR_IS_NOT, "merk is niet {value}", "make is not {value}" } } },
	[FIELD_MODEL] = { "car.model", TYPE_TEXT, "Model", "Model",
		.phrases = { { OPERATOR_STARTS_WITH, "model begint met {value}",
			       "model starts with {value}" },
			     { OPERATOR_IS, "model is {value}", "model is {value}" },
			     { OPERATOR_IS_NOT, "model is niet {value}",
			       "model is not {value}" } } },
	[FIELD_FUEL] = { "car.fuel", TYPE_WORD, "Brandstof", "Fuel", WORDS(FUELS),
		.phrases = { { OPERATOR_IS, "brandstof is {value}", "fuel is {value}" },
			     { OPERATOR_IS_NOT, "brandstof is niet {value}",
			       "fuel is not {value}" } } },
	[FIELD_CATEGORY] = { "car.category", TYPE_WORD, "Soort auto", "Kind of car",
		WORDS(CATEGORIES),
		.phrases = { { OPERATOR_IS, "soort auto is {value}", "kind of car is {value}" },
			     { OPERATOR_IS_NOT, "soort auto is niet {value}",
			       "kind of car is not {value}" } } },
	[FIELD_AGE] = { "car.age", TYPE_NUMBER, "Leeftijd van de auto", "Age of the car",
		0, 100, "years",
		AT_LEAST_MOST("auto is minstens {value} jaar oud", "auto is hoogstens {value} jaar oud",
			"car is at least {value} years old", "car is at most {value} years old") },
	[FIELD_ODOMETER] = { "car.odometer", TYPE_NUMBER, "Kilometerstand (geschat)",
		"Odometer (estimated)", 0, 2000000, "km",
		AT_LEAST_MOST("kilometerstand is nu minstens {value} km",
			"kilometerstand is nu hoogstens {value} km",
			"odometer is at least {value} km by now",
			"odometer is at most {value} km by now") },
	[FIELD_APK_EXPIRY] = { "car.apk_expiry", TYPE_NUMBER, "APK", "MOT", 0, 1500, "days",
		.phrases = { { OPERATOR_WITHIN, "APK vervalt binnen {value} dagen",
			       "MOT expires within {value} days" },
			     { OPERATOR_PASSED, "APK is verlopen", "MOT has expired" } } },
	[FIELD_APK_MONTH] = { "car.apk_month", TYPE_NUMBER, "Maand van de APK",
		"Month of the MOT", 1, 12, "month",
		.phrases = { { OPERATOR_IS, "APK vervalt in maand {value}",
			       "MOT expires in month {value}" } } },
	[FIELD_RECALL] = { "car.recall", TYPE_FLAG, "Terugroepactie", "Recall",
		.phrases = { { OPERATOR_IS, "heeft een open terugroepactie: {value}",
			       "has an open recall: {value}" } } },
	[FIELD_LAST_VISIT] = { "history.last_visit", TYPE_NUMBER, "Laatste bezoek",
		"Last visit", 1, SELECTION_MONTHS, "months",
		.phrases = { { OPERATOR_LONGER_AGO, "laatste bezoek langer dan {value} maanden geleden",
			       "last visit longer than {value} months ago" },
			     { OPERATOR_WITHIN, "laatste bezoek korter dan {value} maanden geleden",
			       "last visit less than {value} months ago" } } },
	[FIELD_VISITS] = { "history.visits", TYPE_NUMBER, "Aantal bezoeken",
		"Number of visits", 0, 1000, "times", .has_months = true,
		AT_LEAST_MOST("minstens {value} keer geweest in {months} maanden",
			"hoogstens {value} keer geweest in {months} maanden",
			"came at least {value} times in {months} months",
			"came at most {value} times in {months} months") },
	[FIELD_WORK] = { "history.work", TYPE_WORD, "Werk aan de auto", "Work on the car",
		.has_months = true, WORDS(KINDS_OF_WORK),
		.phrases = { { OPERATOR_IS, "{value} gedaan in de laatste {months} maanden",
			       "{value} done in the last {months} months" },
			     { OPERATOR_IS_NOT, "{value} niet gedaan in de laatste {months} maanden",
			       "{value} not done in the last {months} months" } } },
	[FIELD_TIME_PART] = { "history.time_part", TYPE_WORD, "Onderdeel op leeftijd",
		"Part of age", .has_months = true, WORDS(TIME_PARTS),
		.phrases = { { OPERATOR_LONGER_AGO,
			       "{value} hier vernieuwd, langer dan {months} maanden geleden",
			       "{value} renewed here, longer than {months} months ago" },
			     { OPERATOR_WITHIN,
			       "{value} hier vernieuwd in de laatste {months} maanden",
			       "{value} renewed here in the last {months} months" } } },
	[FIELD_SPENT] = { "value.spent", TYPE_NUMBER, "Besteed", "Spent", 0, 10000000, "euros",
		.has_months = true,
		AT_LEAST_MOST("minstens € {value} besteed in {months} maanden",
			"hoogstens € {value} besteed in {months} maanden",
			"spent at least € {value} in {months} months",
			"spent at most € {value} in {months} months") },
	[FIELD_EXPECTED] = { "value.expected", TYPE_NUMBER, "Verwachte waarde van een bezoek",
		"Expected value of a visit", 0, 1000000, "euros",
		AT_LEAST_MOST("een bezoek brengt meestal minstens € {value} op",
			"een bezoek brengt meestal hoogstens € {value} op",
			"a visit is usually worth at least € {value}",
			"a visit is usually worth at most € {value}") },
	[FIELD_APPOINTMENT] = { "appointment.any", TYPE_FLAG, "Afspraak", "Appointment",
		.phrases = { { OPERATOR_IS, "heeft een afspraak: {value}",
			       "has an appointment: {value}" } } },
	[FIELD_APPOINTMENT_IN] = { "appointment.within", TYPE_NUMBER, "Afspraak binnenkort",
		"Appointment soon", 0, 400, "days",
		.phrases = { { OPERATOR_WITHIN, "heeft een afspraak binnen {value} dagen",
			       "has an appointment within {value} days" } } },
	[FIELD_CHANNEL] = { "contact.channel", TYPE_WORD, "Bereikbaar", "Reachable",
		WORDS(CHANNELS),
		.phrases = { { OPERATOR_IS, "bereikbaar per {value}", "reachable by {value}" },
			     { OPERATOR_IS_NOT, "niet bereikbaar per {value}",
			       "not reachable by {value}" } } },
	[FIELD_CONTACTED] = { "contact.last", TYPE_NUMBER, "Laatste bericht", "Last message",
		1, 3650, "days",
		.phrases = { { OPERATOR_LONGER_AGO, "geen bericht gekregen in {value} dagen",
			       "no message in {value} days" },
			     { OPERATOR_WITHIN, "bericht gekregen in de laatste {value} dagen",
			       "had a message in the last {value} days" } } },
	[FIELD_LANGUAGE] = { "contact.language", TYPE_WORD, "Taal", "Language",
		WORDS(LANGUAGES),
		.phrases = { { OPERATOR_IS, "taal is {value}", "language is {value}" } } },
	[FIELD_CUSTOMER_KIND] = { "contact.kind", TYPE_WORD, "Soort klant",
		"Kind of customer", WORDS(CUSTOMER_KINDS),
		.phrases = { { OPERATOR_IS, "klant is een {value}", "customer is a {value}" } } },
	[FIELD_POSTCODE] = { "contact.postcode", TYPE_TEXT, "Postcodegebied", "Postcode area",
		.phrases = { { OPERATOR_STARTS_WITH, "postcode begint met {value}",
			       "postcode starts with {value}" } } },
	[FIELD_ADVICES] = { "advice.open", TYPE_NUMBER, "Open adviezen", "Open advices", 1, 100,
		"times",
		.phrases = { { OPERATOR_AT_LEAST, "minstens {value} open adviezen",
			       "at least {value} open advices" } } },
	[FIELD_ADVICE_WORTH] = { "advice.worth", TYPE_NUMBER, "Waarde van open adviezen",
		"Worth of open advices", 0, 1000000, "euros",
		.phrases = { { OPERATOR_AT_LEAST, "open adviezen ter waarde van minstens € {value}",
			       "open advices worth at least € {value}" } } },
	[FIELD_FLEET] = { "fleet.member", TYPE_FLAG, "Wagenpark", "Fleet",
		.phrases = { { OPERATOR_IS, "hoort bij een wagenpark: {value}",
			       "belongs to a fleet: {value}" } } },
	[FIELD_PASSPORT] = { "fleet.passport", TYPE_FLAG, "AutoPaspoort", "AutoPaspoort",
		.phrases = { { OPERATOR_IS, "heeft een AutoPaspoort: {value}",
			       "has an AutoPaspoort: {value}" } } },
};
/* clang-format on */

const struct selection_field *selection_field(enum selection_field_id id)
{
	return &FIELDS[id];
}

const char *selection_operator_word(enum selection_operator op)
{
	static const char *const words[OPERATOR_COUNT] = {
		[OPERATOR_NONE] = "",
		[OPERATOR_IS] = "is",
		[OPERATOR_IS_NOT] = "is_not",
		[OPERATOR_STARTS_WITH] = "starts_with",
		[OPERATOR_AT_LEAST] = "at_least",
		[OPERATOR_AT_MOST] = "at_most",
		[OPERATOR_WITHIN] = "within",
		[OPERATOR_LONGER_AGO] = "longer_ago",
		[OPERATOR_PASSED] = "passed",
	};

	return words[op];
}
