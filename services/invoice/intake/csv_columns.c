/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Names seen in exports of workshop systems and log books, Dutch and English. Case,
 * spaces and punctuation do not count: "Factuur-nr." is "factuurnr".
 */
#include "invoice/intake/csv_columns.h"

#include <ctype.h>
#include <string.h>

#include "base/mem.h"

/* clang-format off */
const struct csv_column CSV_COLUMN_TABLE[] = {
	{ "document_number", CSV_HEAD, CSV_TEXT, 64,
	  " factuurnummer factuurnr factuur invoice invoicenumber invoiceno "
	  "invoicenr documentnumber number nummer " },
	{ "document_kind", CSV_HEAD, CSV_TEXT, 20,
	  " soort documentsoort documentkind kind documenttype soortdocument " },
	{ "issue_date", CSV_HEAD, CSV_DATE, 10,
	  " factuurdatum datum date invoicedate issuedate documentdate "
	  "fuelupdate " },
	{ "parent_document_number", CSV_HEAD, CSV_TEXT, 64,
	  " creditvan creditopfactuur oorspronkelijkefactuur parentinvoice "
	  "parentdocumentnumber originalinvoice " },
	{ "workorder_number", CSV_HEAD, CSV_TEXT, 64,
	  " werkorder werkordernummer werkordernr ordernummer ordernr "
	  "workorder workordernumber ro ronumber " },
	{ "workorder_closed_date", CSV_HEAD, CSV_DATE, 10,
	  " gereeddatum datumgereed afgesloten closeddate workordercloseddate "
	  "readydate requestready " },
	{ "order_type", CSV_HEAD, CSV_TEXT, 20,
	  " ordersoort ordertype soortorder " },
	{ "advisor", CSV_HEAD, CSV_TEXT, 80,
	  " adviseur serviceadviseur receptionist advisor serviceadvisor " },
	{ "notes", CSV_HEAD, CSV_TEXT, 4000,
	  " opmerking opmerkingen notitie notities notes note memo " },
	{ "number", CSV_CUSTOMER, CSV_TEXT, 64,
	  " klantnummer klantnr debiteurnummer debiteur debiteurnr "
	  "customernumber customerno customerid customer " },
	{ "company", CSV_CUSTOMER, CSV_TEXT, 160,
	  " bedrijf bedrijfsnaam company companyname " },
	{ "title", CSV_CUSTOMER, CSV_TEXT, 40, " aanhef titel title salutation " },
	{ "initials", CSV_CUSTOMER, CSV_TEXT, 40, " voorletters initialen initials " },
	{ "first_name", CSV_CUSTOMER, CSV_TEXT, 80, " voornaam firstname " },
	{ "particle", CSV_CUSTOMER, CSV_TEXT, 40, " tussenvoegsel tussenvoegsels voorvoegsel particle " },
	{ "last_name", CSV_CUSTOMER, CSV_TEXT, 120,
	  " achternaam naam klantnaam lastname surname name customername " },
	{ "street", CSV_CUSTOMER, CSV_TEXT, 120, " straat adres straatnaam street address " },
	{ "house_number", CSV_CUSTOMER, CSV_TEXT, 20, " huisnummer huisnr housenumber " },
	{ "addition", CSV_CUSTOMER, CSV_TEXT, 20, " toevoeging huisnummertoevoeging addition " },
	{ "postcode", CSV_CUSTOMER, CSV_TEXT, 16, " postcode zip zipcode postalcode " },
	{ "city", CSV_CUSTOMER, CSV_TEXT, 80, " plaats woonplaats stad city town " },
	{ "email", CSV_CUSTOMER, CSV_TEXT, 320, " email emailadres mail mailadres emailaddress " },
	{ "phone", CSV_CUSTOMER, CSV_TEXT, 40, " telefoon telefoonnummer tel phone telephone " },
	{ "mobile", CSV_CUSTOMER, CSV_TEXT, 40, " mobiel mobielnummer gsm mobile cell " },
	{ "plate", CSV_VEHICLE, CSV_TEXT, 20,
	  " kenteken kentekennummer plate licenseplate licenceplate "
	  "registration " },
	{ "vin", CSV_VEHICLE, CSV_TEXT, 32, " chassisnummer chassisnr chassis vin meldcodevin " },
	{ "make", CSV_VEHICLE, CSV_TEXT, 60, " merk make brand " },
	{ "model", CSV_VEHICLE, CSV_TEXT, 80, " model voertuig uitvoering " },
	{ "fuel", CSV_VEHICLE, CSV_TEXT, 60, " brandstof fuel fueltype " },
	{ "first_admission", CSV_VEHICLE, CSV_DATE, 10,
	  " datumeerstetoelating eerstetoelating det firstregistration "
	  "firstadmission " },
	{ "apk_expiry", CSV_VEHICLE, CSV_DATE, 10,
	  " apkdatum apkvervaldatum apktot apk motexpiry apkexpiry " },
	{ "odometer", CSV_VEHICLE, CSV_KM, 0,
	  " kmstand kilometerstand tellerstand km odometer odo mileage "
	  "milagein milageout mileagein " },
	{ "description", CSV_LINE, CSV_TEXT, 500,
	  " omschrijving regelomschrijving werkzaamheden artikelomschrijving "
	  "description work service " },
	{ "operation_code", CSV_LINE, CSV_TEXT, 64,
	  " code bewerking bewerkingscode arbeidscode opcode operationcode " },
	{ "part_number", CSV_LINE, CSV_TEXT, 64,
	  " artikelnummer artikelnr onderdeelnummer partnumber partno " },
	{ "kind", CSV_LINE, CSV_TEXT, 20, " regelsoort soortregel linekind linetype type " },
	{ "quantity", CSV_LINE, CSV_DECIMAL, 32, " aantal hoeveelheid quantity qty partquantity " },
	{ "unit_price", CSV_LINE, CSV_DECIMAL, 32, " prijs stukprijs eenheidsprijs unitprice price " },
	{ "net_cents", CSV_LINE, CSV_MONEY, 0,
	  " bedrag netto nettobedrag regelbedrag bedragexcl bedragexclbtw "
	  "exclbtw amount net netamount cost totalcost linetotal " },
	{ "vat_percent", CSV_LINE, CSV_DECIMAL, 16, " btw btwpercentage btwperc vat vatpercent taxrate " },
	{ "pay_type", CSV_LINE, CSV_TEXT, 20, " betaaltype betaler paytype payer " },
	{ "net_cents", CSV_TOTALS, CSV_MONEY, 0, " totaalexcl totaalexclbtw totalnet totalexcl " },
	{ "vat_cents", CSV_TOTALS, CSV_MONEY, 0, " btwbedrag totaalbtw vatamount salestax totalvat " },
	{ "gross_cents", CSV_TOTALS, CSV_MONEY, 0,
	  " totaal totaalincl totaalinclbtw total totalincl totalpaymentdue "
	  "factuurbedrag " },
};
/* clang-format on */

const size_t CSV_COLUMN_COUNT = COUNT_OF(CSV_COLUMN_TABLE);

size_t csv_column_named(const char *header)
{
	char name[64] = " ";
	size_t len = 1;

	for (; *header && len < sizeof(name) - 2; header++) {
		if (isalnum((unsigned char)*header))
			name[len++] = (char)tolower((unsigned char)*header);
	}
	if (len == 1)
		return CSV_NO_COLUMN;
	name[len++] = ' ';
	name[len] = '\0';
	for (size_t i = 0; i < CSV_COLUMN_COUNT; i++) {
		if (strstr(CSV_COLUMN_TABLE[i].aliases, name))
			return i;
	}
	return CSV_NO_COLUMN;
}
