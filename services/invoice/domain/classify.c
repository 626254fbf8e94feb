/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The words workshops write, and what they mean. The first row that fits wins, so the
 * particular stands above the general: "remvloeistof" is no brake repair, "airco
 * onderhoud" no service of the car. A word fits at the start of a word; with a star
 * before it, anywhere ("*beurt" finds "onderhoudsbeurt").
 */
#include "invoice/domain/classify.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "base/decimal.h"
#include "base/mem.h"
#include "invoice/domain/vat.h"

enum { WORDS_MAX = 512 };

struct word {
	const char *text;
	enum visit_class class;
};

static const struct word WORDS[] = {
	{ "recall", CLASS_RECALL },
	{ "terugroep", CLASS_RECALL },
	{ "apk", CLASS_APK },
	{ "algemene periodieke keuring", CLASS_APK },
	{ "roetmeting", CLASS_APK },
	{ "viergastest", CLASS_APK },
	{ "airco", CLASS_OTHER },
	{ "air conditioning", CLASS_OTHER },
	{ "remvloeistof", CLASS_OTHER },
	{ "brake fluid", CLASS_OTHER },
	{ "koelvloeistof", CLASS_OTHER },
	{ "schade", CLASS_DAMAGE },
	{ "*spuitwerk", CLASS_DAMAGE },
	{ "uitdeuk", CLASS_DAMAGE },
	{ "plaatwerk", CLASS_DAMAGE },
	{ "carrosserie", CLASS_DAMAGE },
	{ "voorruit", CLASS_DAMAGE },
	{ "grote beurt", CLASS_PERIODIC_LARGE },
	{ "groot onderhoud", CLASS_PERIODIC_LARGE },
	{ "grote onderhoud", CLASS_PERIODIC_LARGE },
	{ "grote service", CLASS_PERIODIC_LARGE },
	{ "*beurt groot", CLASS_PERIODIC_LARGE },
	{ "*onderhoud groot", CLASS_PERIODIC_LARGE },
	{ "service groot", CLASS_PERIODIC_LARGE },
	{ "major service", CLASS_PERIODIC_LARGE },
	{ "large service", CLASS_PERIODIC_LARGE },
	{ "full service", CLASS_PERIODIC_LARGE },
	{ "*beurt", CLASS_PERIODIC_SMALL },
	{ "klein onderhoud", CLASS_PERIODIC_SMALL },
	{ "periodiek onderhoud", CLASS_PERIODIC_SMALL },
	{ "jaarlijks onderhoud", CLASS_PERIODIC_SMALL },
	{ "onderhoud", CLASS_PERIODIC_SMALL },
	{ "olie verversen", CLASS_PERIODIC_SMALL },
	{ "olie ververs", CLASS_PERIODIC_SMALL },
	{ "olieservice", CLASS_PERIODIC_SMALL },
	{ "olie service", CLASS_PERIODIC_SMALL },
	{ "olie en filter", CLASS_PERIODIC_SMALL },
	{ "oil change", CLASS_PERIODIC_SMALL },
	{ "oil service", CLASS_PERIODIC_SMALL },
	{ "minor service", CLASS_PERIODIC_SMALL },
	{ "small service", CLASS_PERIODIC_SMALL },
	{ "service interval", CLASS_PERIODIC_SMALL },
	{ "maintenance", CLASS_PERIODIC_SMALL },
	{ "band", CLASS_TYRES },
	{ "*winterband", CLASS_TYRES },
	{ "*zomerband", CLASS_TYRES },
	{ "*seizoensband", CLASS_TYRES },
	{ "all season", CLASS_TYRES },
	{ "wielwissel", CLASS_TYRES },
	{ "wielen wissel", CLASS_TYRES },
	{ "balanceren", CLASS_TYRES },
	{ "uitlijn", CLASS_TYRES },
	{ "tyre", CLASS_TYRES },
	{ "remblok", CLASS_BRAKES },
	{ "remschij", CLASS_BRAKES },
	{ "remmen", CLASS_BRAKES },
	{ "remklauw", CLASS_BRAKES },
	{ "remtrommel", CLASS_BRAKES },
	{ "remvoering", CLASS_BRAKES },
	{ "brake", CLASS_BRAKES },
	{ "accu", CLASS_BATTERY },
	{ "*startaccu", CLASS_BATTERY },
	{ "batterij", CLASS_BATTERY },
	{ "battery", CLASS_BATTERY },
	{ "garantie", CLASS_WARRANTY },
	{ "coulance", CLASS_WARRANTY },
	{ "warranty", CLASS_WARRANTY },
	{ "vakantiecheck", CLASS_INSPECTION },
	{ "wintercheck", CLASS_INSPECTION },
	{ "zomercheck", CLASS_INSPECTION },
	{ "aankoopkeuring", CLASS_INSPECTION },
	{ "inspectie", CLASS_INSPECTION },
	{ "inspection", CLASS_INSPECTION },
	{ "controle", CLASS_INSPECTION },
	{ "check", CLASS_INSPECTION },
	{ "*mobiliteits", CLASS_OTHER },
	{ "mobility", CLASS_OTHER },
	{ "milieu", CLASS_OTHER },
	{ "klein materiaal", CLASS_OTHER },
	{ "kleinmateriaal", CLASS_OTHER },
	{ "verbruiksmateriaal", CLASS_OTHER },
	{ "vervangend vervoer", CLASS_OTHER },
	{ "leenauto", CLASS_OTHER },
	{ "huurauto", CLASS_OTHER },
	{ "*wassen", CLASS_OTHER },
	{ "poets", CLASS_OTHER },
	{ "administratie", CLASS_OTHER },
	{ "statiegeld", CLASS_OTHER },
	{ "boete", CLASS_OTHER },
	{ "verkeersovertreding", CLASS_OTHER },
	{ "korting", CLASS_OTHER },
	{ "haal- en breng", CLASS_OTHER },
	{ "opslag", CLASS_OTHER },
	{ "ruitenwisser", CLASS_OTHER },
	{ "wisserblad", CLASS_OTHER },
	{ "reparatie", CLASS_REPAIR },
	{ "repareren", CLASS_REPAIR },
	{ "repair", CLASS_REPAIR },
	{ "*vervangen", CLASS_REPAIR },
	{ "*vernieuwen", CLASS_REPAIR },
	{ "lekkage", CLASS_REPAIR },
	{ "storing", CLASS_REPAIR },
	{ "diagnose", CLASS_REPAIR },
	{ "uitlezen", CLASS_REPAIR },
	{ "foutcode", CLASS_REPAIR },
	{ "koppeling", CLASS_REPAIR },
	{ "distributie", CLASS_REPAIR },
	{ "uitlaat", CLASS_REPAIR },
	{ "dynamo", CLASS_REPAIR },
	{ "startmotor", CLASS_REPAIR },
	{ "schokdemper", CLASS_REPAIR },
	{ "draagarm", CLASS_REPAIR },
	{ "wiellager", CLASS_REPAIR },
	{ "radiateur", CLASS_REPAIR },
	{ "waterpomp", CLASS_REPAIR },
	{ "katalysator", CLASS_REPAIR },
	{ "clutch", CLASS_REPAIR },
	{ "exhaust", CLASS_REPAIR },
	{ "service", CLASS_PERIODIC_SMALL },
};

static const struct {
	const char *text;
	enum time_part part;
} TIME_PARTS[] = {
	{ "remvloeistof", TIME_PART_BRAKE_FLUID },
	{ "brake fluid", TIME_PART_BRAKE_FLUID },
	{ "distributie", TIME_PART_TIMING_BELT },
	{ "timing belt", TIME_PART_TIMING_BELT },
	{ "accu", TIME_PART_BATTERY },
	{ "*startaccu", TIME_PART_BATTERY },
	{ "battery", TIME_PART_BATTERY },
	{ "koelvloeistof", TIME_PART_COOLANT },
	{ "coolant", TIME_PART_COOLANT },
	{ "versnellingsbakolie", TIME_PART_TRANSMISSION_OIL },
	{ "transmissieolie", TIME_PART_TRANSMISSION_OIL },
	{ "automaatbakolie", TIME_PART_TRANSMISSION_OIL },
	{ "bougie", TIME_PART_SPARK_PLUGS },
	{ "spark plug", TIME_PART_SPARK_PLUGS },
	{ "interieurfilter", TIME_PART_CABIN_FILTER },
	{ "pollenfilter", TIME_PART_CABIN_FILTER },
	{ "cabin filter", TIME_PART_CABIN_FILTER },
	{ "luchtfilter", TIME_PART_AIR_FILTER },
	{ "air filter", TIME_PART_AIR_FILTER },
	{ "airco", TIME_PART_AIR_CONDITIONING },
	{ "ruitenwisser", TIME_PART_WIPERS },
	{ "wisserblad", TIME_PART_WIPERS },
	{ "wiper", TIME_PART_WIPERS },
};

/* Makers name it so, whatever words of their own come before it. */
static const char *const MOBILITY[] = { "*mobiliteitsservice", "*mobiliteitsgarantie",
					"*mobiliteitsverzekering", "*mobility service",
					"*mobility guarantee" };

static void lower(const char *text, char ret[WORDS_MAX])
{
	size_t len = 0;

	for (; text && *text && len < WORDS_MAX - 1; text++)
		ret[len++] = (char)tolower((unsigned char)*text);
	ret[len] = '\0';
}

static bool has_word(const char *text, const char *word)
{
	bool anywhere = word[0] == '*';

	word += anywhere;
	for (const char *at = strstr(text, word); at; at = strstr(at + 1, word)) {
		if (anywhere || at == text || !isalnum((unsigned char)at[-1]))
			return true;
	}
	return false;
}

enum visit_class classify_words(const char *description)
{
	char text[WORDS_MAX];

	lower(description, text);
	for (size_t i = 0; text[0] && i < COUNT_OF(WORDS); i++) {
		if (has_word(text, WORDS[i].text))
			return WORDS[i].class;
	}
	return CLASS_NONE;
}

uint32_t classify_time_parts(const char *description)
{
	char text[WORDS_MAX];
	uint32_t parts = 0;

	lower(description, text);
	for (size_t i = 0; text[0] && i < COUNT_OF(TIME_PARTS); i++) {
		if (has_word(text, TIME_PARTS[i].text))
			parts |= SET_OF(TIME_PARTS[i].part);
	}
	for (size_t i = 0; text[0] && i < COUNT_OF(MOBILITY); i++) {
		if (has_word(text, MOBILITY[i]))
			parts |= MOBILITY_GIVEN;
	}
	return parts;
}

static int compare_codes(const void *left, const void *right)
{
	const struct mapped_code *a = left, *b = right;
	int dealers = strcmp(a->dealer, b->dealer);

	return dealers ? dealers : strcmp(a->code, b->code);
}

static enum visit_class mapped(const struct code_map *codes, const char *dealer,
			       const char *code)
{
	const struct mapped_code key = { dealer, code, CLASS_NONE };

	if (!codes || codes->count == 0 || !code)
		return CLASS_NONE;
	const struct mapped_code *found =
		bsearch(&key, codes->at, codes->count, sizeof(key), compare_codes);

	return found ? found->class : CLASS_NONE;
}

/* A part says what was done only where the part is the work. */
static enum visit_class class_of_part(enum visit_class by_words)
{
	switch ((int)by_words) {
	case CLASS_TYRES:
	case CLASS_BRAKES:
	case CLASS_BATTERY:
		return by_words;
	default:
		return CLASS_OTHER;
	}
}

static enum visit_class class_by_kind(const struct invoice_line *line,
				      enum visit_class by_words)
{
	switch (line->kind) {
	case LINE_TYRE:
		return CLASS_TYRES;
	case LINE_PART:
		return class_of_part(by_words);
	case LINE_FEE:
	case LINE_CONSUMABLE:
	case LINE_DISCOUNT:
	case LINE_TEXT:
	case LINE_DEPOSIT:
		return CLASS_OTHER;
	case LINE_NONE:
	case LINE_LABOUR:
	case LINE_PACKAGE:
	case LINE_SUBLET:
	case LINE_OTHER:
		break;
	}
	return by_words ? by_words : CLASS_UNKNOWN;
}

static enum visit_class class_of(const struct invoice *invoice,
				 const struct invoice_line *line,
				 const struct code_map *codes)
{
	enum visit_class class = mapped(codes, invoice->dealer, line->operation_code);

	if (!class)
		class = mapped(codes, "", line->operation_code);
	if (class)
		return class;
	if (line->campaign_code && line->campaign_code[0])
		return CLASS_RECALL;
	class = class_by_kind(line, classify_words(line->description));
	/* What the importer pays is warranty, unless it is a service in a package. */
	if (line->pay == PAY_WARRANTY && class != CLASS_PERIODIC_SMALL &&
	    class != CLASS_PERIODIC_LARGE && class != CLASS_RECALL)
		return CLASS_WARRANTY;
	return class;
}

/* What the order says counts where its lines say nothing. */
static uint32_t class_of_order(enum order_type order, uint32_t classes)
{
	const uint32_t periodic =
		SET_OF(CLASS_PERIODIC_SMALL) | SET_OF(CLASS_PERIODIC_LARGE);

	switch (order) {
	case ORDER_SERVICE:
		return classes & periodic ? 0 : SET_OF(CLASS_PERIODIC_SMALL);
	case ORDER_APK:
		return SET_OF(CLASS_APK);
	case ORDER_DAMAGE:
		return SET_OF(CLASS_DAMAGE);
	case ORDER_WARRANTY:
		return SET_OF(CLASS_WARRANTY);
	case ORDER_REPAIR:
		return classes & ~(SET_OF(CLASS_OTHER) | SET_OF(CLASS_UNKNOWN))
			       ? 0
			       : SET_OF(CLASS_REPAIR);
	case ORDER_NONE:
	case ORDER_INTERNAL:
	case ORDER_COUNTER_SALE:
	case ORDER_RENTAL:
	case ORDER_VEHICLE_SALE:
	case ORDER_OTHER:
		break;
	}
	return 0;
}

/* Credit notes are told with plus or minus: they always take off (formats.md 1.2). */
static void set_signs(struct invoice *invoice)
{
	if (invoice->kind != DOCUMENT_CREDIT_NOTE || invoice->net_cents <= 0)
		return;
	invoice->net_cents = -invoice->net_cents;
	invoice->workshop_cents = -invoice->workshop_cents;
	invoice->customer_vat_cents = -invoice->customer_vat_cents;
	for (int pay = 0; pay < PAY_TYPES; pay++)
		invoice->pay_cents[pay] = -invoice->pay_cents[pay];
}

static bool is_work(const struct invoice *invoice)
{
	return invoice->order != ORDER_RENTAL && invoice->order != ORDER_VEHICLE_SALE;
}

void invoice_judge(struct invoice *invoice, const struct code_map *codes)
{
	for (size_t i = 0; i < invoice->lines_count; i++) {
		struct invoice_line *line = &invoice->lines[i];

		line->class = class_of(invoice, line, codes);
		invoice->classes |= SET_OF(line->class);
		if (line->class != CLASS_UNKNOWN)
			invoice->time_parts |= classify_time_parts(line->description);
		else
			invoice->unknown_lines++;
		invoice->net_cents += line->net_cents;
		invoice->pay_cents[line->pay ? line->pay : PAY_CUSTOMER] +=
			line->net_cents;
		if (is_work(invoice))
			invoice->workshop_cents += line->net_cents;
	}
	invoice->classes |= class_of_order(invoice->order, invoice->classes);
	invoice->customer_vat_cents = vat_of_customer(invoice);
	set_signs(invoice);
}
