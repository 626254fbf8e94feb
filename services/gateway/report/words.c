/* SPDX-License-Identifier: Apache-2.0 */
/* Every word of a report stands here once in each language. */
#include "gateway/report/words.h"

#include <inttypes.h>
#include <string.h>

#define DOT " \xc2\xb7 "

/* clang-format off */
static const char *const TEXTS[WORDS][TONGUES] = {
	[WORD_TITLE] = { "Inspectierapport", "Inspection report" },
	[WORD_PAGE_OF] = { "pagina %d van %d", "page %d of %d" },
	[WORD_VERSION] = { "versie", "version" },
	[WORD_CONFIRMED] = { "%lld van %lld punten bevestigd.", "%lld of %lld points confirmed." },
	[WORD_STILL_OPEN] = {
		"Nog in bewerking: adviezen en prijzen kunnen nog veranderen.",
		"Still being worked on: advice and prices may change." },
	[WORD_VEHICLE] = { "Auto", "Car" },
	[WORD_PLATE] = { "Kenteken", "Plate" },
	[WORD_MAKE] = { "Merk en model", "Make and model" },
	[WORD_VIN] = { "Chassisnummer", "VIN" },
	[WORD_ODOMETER] = { "Kilometerstand", "Odometer" },
	[WORD_ADMISSION] = { "Eerste toelating", "First registered" },
	[WORD_INSPECTOR] = { "Inspecteur", "Inspector" },
	[WORD_DATE] = { "Inspectiedatum", "Inspected on" },
	[WORD_CUSTOMER] = { "Klant", "Customer" },
	[WORD_NAME] = { "Naam", "Name" },
	[WORD_COMPANY] = { "Bedrijf", "Company" },
	[WORD_ADDRESS] = { "Adres", "Address" },
	[WORD_EMAIL] = { "E-mail", "E-mail" },
	[WORD_PHONE] = { "Telefoon", "Telephone" },
	[WORD_MOBILE] = { "Mobiel", "Mobile" },
	[WORD_NUMBER] = { "Klantnummer", "Customer no." },
	[WORD_SOURCE] = { "Gegevens uit", "Data from" },
	[WORD_SHOWN] = { "Binnenkort", "Coming up" },
	[WORD_OVERDUE] = { "verlopen", "overdue" },
	[WORD_RECALL] = { "Open terugroepactie", "Open recall" },
	[WORD_ADVICES] = { "Adviezen", "Advice" },
	[WORD_ADVICE] = { "Advies", "Advice" },
	[WORD_WHEN] = { "Wanneer", "When" },
	[WORD_QUANTITY] = { "Aantal", "Qty" },
	[WORD_PRICE] = { "Prijs", "Price" },
	[WORD_AMOUNT] = { "Bedrag", "Amount" },
	[WORD_FOLLOWS] = { "prijs volgt", "price follows" },
	[WORD_FROM] = { "vanaf", "from" },
	[WORD_TOTAL] = { "Totaal", "Total" },
	[WORD_PLUS_FOLLOWS] = { "plus %lld waarvan de prijs volgt", "plus %lld whose price follows" },
	[WORD_WITH_VAT] = { "Prijzen zijn inclusief btw.", "Prices include VAT." },
	[WORD_VALID_UNTIL] = { "Geldig tot en met", "Valid until" },
	[WORD_EXECUTED] = { "Uitgevoerd", "Done" },
	[WORD_WORKS] = { "Uitgevoerde werkzaamheden", "Work done" },
	[WORD_REMARKS] = { "Opmerkingen", "Remarks" },
	[WORD_POINTS] = { "Alle punten", "All points" },
	[WORD_STATUS] = { "Bevinding", "Finding" },
	[WORD_POINT] = { "Punt", "Point" },
	[WORD_MEASURED] = { "Gemeten", "Measured" },
	[WORD_LAST_TIME] = { "vorige keer", "last time" },
	[WORD_PREFILLED] = { "vooraf ingevuld", "filled in beforehand" },
	[WORD_PHOTOS] = { "Foto's", "Photos" },
	[WORD_PHOTO] = { "Foto", "Photo" },
	[WORD_NO_PHOTO] = { "Deze foto is er niet of is beschadigd.",
			    "This photo is missing or damaged." },
	[WORD_NO_ADVICE] = { "Geen adviezen.", "No advice." },
};

static const char *const STATUSES[][TONGUES] = {
	[WIRE_POINT_STATUS_NONE] = { "", "" },
	[WIRE_POINT_STATUS_OK] = { "In orde", "OK" },
	[WIRE_POINT_STATUS_ADVICE] = { "Advies", "Advice" },
	[WIRE_POINT_STATUS_NECESSARY] = { "Nodig", "Needed" },
	[WIRE_POINT_STATUS_NOT_APPLICABLE] = { "N.v.t.", "N/A" },
	[WIRE_POINT_STATUS_NOT_CHECKED] = { "Niet bekeken", "Not checked" },
};
static const char *const SEVERITIES[][TONGUES] = {
	[WIRE_ADVICE_SEVERITY_NONE] = { "", "" },
	[WIRE_ADVICE_SEVERITY_ADVICE] = { "Advies", "Advice" },
	[WIRE_ADVICE_SEVERITY_NECESSARY] = { "Nodig", "Needed" },
};
static const char *const URGENCIES[][TONGUES] = {
	[WIRE_URGENCY_NONE] = { "", "" },
	[WIRE_URGENCY_NOW] = { "nu", "now" },
	[WIRE_URGENCY_WITHIN_3_MONTHS] = { "binnen 3 maanden", "within 3 months" },
	[WIRE_URGENCY_NEXT_VISIT] = { "volgende beurt", "next service" },
};
static const char *const SHOWN[][TONGUES] = {
	[INSPECTION_VERSION_STATE_FORM_SHOWN_KIND_NONE] = { "", "" },
	[INSPECTION_VERSION_STATE_FORM_SHOWN_KIND_MAINTENANCE] = {
		"Onderhoud verwacht", "Service expected" },
	[INSPECTION_VERSION_STATE_FORM_SHOWN_KIND_APK] = {
		"APK vervalt", "APK (inspection) expires" },
	[INSPECTION_VERSION_STATE_FORM_SHOWN_KIND_MOBILITY] = {
		"Mobiliteitsservice verlengen", "Mobility service renewal" },
};
static const char *const SOURCES[][TONGUES] = {
	[INSPECTION_VERSION_STATE_FORM_CUSTOMER_SOURCE_NONE] = { "", "" },
	[INSPECTION_VERSION_STATE_FORM_CUSTOMER_SOURCE_INVITATION] = {
		"uw aanmelding", "your registration" },
	[INSPECTION_VERSION_STATE_FORM_CUSTOMER_SOURCE_DMS] = {
		"onze administratie", "our records" },
	[INSPECTION_VERSION_STATE_FORM_CUSTOMER_SOURCE_BY_HAND] = {
		"ingevuld bij de inspectie", "written down at the inspection" },
};
/* Dealers write units as their keyboard has them. */
static const char *const UNITS[][2] = {
	{ "C", "\xc2\xb0""C" }, { "m/s2", "m/s\xc2\xb2" },
};
/* clang-format on */

const char *report_word(enum tongue tongue, enum word word)
{
	return TEXTS[word][tongue];
}

const char *report_status_word(enum tongue tongue, enum wire_point_status status)
{
	return STATUSES[status][tongue];
}

const char *report_severity_word(enum tongue tongue, enum wire_advice_severity severity)
{
	return SEVERITIES[severity][tongue];
}

const char *report_urgency_word(enum tongue tongue, enum wire_urgency urgency)
{
	return URGENCIES[urgency][tongue];
}

const char *report_shown_word(enum tongue tongue,
			      enum inspection_version_state_form_shown_kind kind)
{
	return SHOWN[kind][tongue];
}

const char *report_source_word(enum tongue tongue,
			       enum inspection_version_state_form_customer_source source)
{
	return SOURCES[source][tongue];
}

enum tongue report_tongue(const struct inspection_version_state_form *form,
			  enum wire_language preset)
{
	enum wire_language language =
		form->customer && form->customer->language != WIRE_LANGUAGE_NONE
			? form->customer->language
			: preset;

	return language == WIRE_LANGUAGE_EN ? TONGUE_EN : TONGUE_NL;
}

/* What the customer has to do with: advices, and bad points that have none. */
struct tally {
	int needed;
	int advised;
};

static bool has_advice(const struct inspection_version_state_form *form,
		       const char *point)
{
	for (size_t i = 0; i < form->advices_count; i++) {
		const char *id = form->advices[i].point_id;

		if (id && strcmp(id, point) == 0)
			return true;
	}
	return false;
}

static struct tally count_findings(const struct inspection_version_state_form *form)
{
	struct tally tally = { 0, 0 };

	for (size_t i = 0; i < form->advices_count; i++) {
		if (form->advices[i].executed)
			continue;
		tally.needed +=
			form->advices[i].severity == WIRE_ADVICE_SEVERITY_NECESSARY;
		tally.advised += form->advices[i].severity == WIRE_ADVICE_SEVERITY_ADVICE;
	}
	for (size_t i = 0; i < form->points_count; i++) {
		const struct inspection_version_state_form_point *point =
			&form->points[i];

		if (has_advice(form, point->point_id))
			continue;
		tally.needed += point->status == WIRE_POINT_STATUS_NECESSARY;
		tally.advised += point->status == WIRE_POINT_STATUS_ADVICE;
	}
	return tally;
}

static const char *points_word(enum tongue tongue, int count)
{
	if (tongue == TONGUE_NL)
		return count == 1 ? "punt" : "punten";
	return count == 1 ? "point" : "points";
}

static void say_needed(struct tally tally, enum tongue tongue, struct strbuf *out)
{
	const char *points = points_word(tongue, tally.needed);

	if (tongue == TONGUE_NL)
		strbuf_addf(out, "Aan uw auto %s %d %s worden hersteld",
			    tally.needed == 1 ? "moet" : "moeten", tally.needed, points);
	else
		strbuf_addf(out, "%d %s of your car must be repaired", tally.needed,
			    points);
	if (tally.advised > 0)
		strbuf_addf(out,
			    tongue == TONGUE_NL ? "; %d %s om over na te denken"
						: "; %d %s to think about",
			    tally.advised, points_word(tongue, tally.advised));
	strbuf_add_char(out, '.');
}

void report_fill_counts(const char *pattern, int64_t one, int64_t two, struct strbuf *out)
{
	int64_t numbers[2] = { one, two };
	size_t next = 0;

	while (*pattern) {
		bool here = strncmp(pattern, "%lld", 4) == 0 && next < COUNT_OF(numbers);

		if (here)
			strbuf_addf(out, "%" PRId64, numbers[next++]);
		else
			strbuf_add_char(out, *pattern);
		pattern += here ? 4 : 1;
	}
}

void report_summary(const struct inspection_version_state_form *form, enum tongue tongue,
		    struct strbuf *out)
{
	struct tally tally = count_findings(form);

	if (tally.needed > 0) {
		say_needed(tally, tongue, out);
		return;
	}
	strbuf_add(out, tongue == TONGUE_NL ? "Uw auto is in orde"
					    : "Your car is in good order");
	if (tally.advised > 0)
		strbuf_addf(out,
			    tongue == TONGUE_NL ? ", %d %s om over na te denken"
						: ", %d %s to think about",
			    tally.advised, points_word(tongue, tally.advised));
	strbuf_add_char(out, '.');
}

static const char *unit_shown(const char *unit)
{
	for (size_t i = 0; i < COUNT_OF(UNITS); i++) {
		if (strcmp(unit, UNITS[i][0]) == 0)
			return UNITS[i][1];
	}
	return unit;
}

void report_measures(const struct inspection_version_state_form_point *point,
		     enum tongue tongue, enum report_last_time last_time,
		     struct strbuf *out)
{
	char text[READABLE_TEXT];
	bool first = true;

	for (size_t i = 0; i < point->measures_count; i++) {
		const struct inspection_version_state_form_point_measure *measure =
			&point->measures[i];
		bool placed = strcmp(measure->position, "-") != 0;

		strbuf_add(out, i > 0 ? DOT : "");
		if (placed)
			strbuf_addf(out, "%s\xc2\xa0", measure->position);
		strbuf_add(out, readable_decimal(measure->value, tongue, text));
	}
	if (point->measures_count > 0 && point->unit && *point->unit)
		strbuf_addf(out, "\xc2\xa0%s", unit_shown(point->unit));
	for (size_t i = 0; last_time && i < point->measures_count; i++) {
		const char *previous = point->measures[i].previous;

		if (!previous || !*previous)
			continue;
		if (first)
			strbuf_addf(out, " (%s ", report_word(tongue, WORD_LAST_TIME));
		strbuf_addf(out, "%s%s", first ? "" : DOT,
			    readable_decimal(previous, tongue, text));
		first = false;
	}
	strbuf_add(out, first ? "" : ")");
}

void report_price(const struct wire_advice_line *line, enum tongue tongue,
		  struct strbuf *out)
{
	char text[READABLE_TEXT];

	if (line->price_kind == WIRE_PRICE_KIND_FOLLOWS || !line->has_line_cents) {
		strbuf_add(out, report_word(tongue, WORD_FOLLOWS));
		return;
	}
	if (line->price_kind == WIRE_PRICE_KIND_FROM)
		strbuf_addf(out, "%s ", report_word(tongue, WORD_FROM));
	strbuf_add(out, readable_money(line->line_cents, tongue, text));
}
