/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Dutch plates stay with the car for life; elsewhere they follow the owner, so a foreign
 * plate names a vehicle only together with its owner. A full VIN names it anywhere.
 */
#include "invoice/domain/identity.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>

#include "base/slice.h"

#define TOPIC_HEAD "ingress.invoice."
#define TOPIC_TAIL ".v1"

bool identity_vendor(const char *topic, char ret_vendor[VENDOR_TEXT])
{
	size_t head = strlen(TOPIC_HEAD), tail = strlen(TOPIC_TAIL), len = strlen(topic);

	if (len <= head + tail || strncmp(topic, TOPIC_HEAD, head) != 0 ||
	    strcmp(topic + len - tail, TOPIC_TAIL) != 0 ||
	    len - head - tail >= VENDOR_TEXT)
		return false;
	memcpy(ret_vendor, topic + head, len - head - tail);
	ret_vendor[len - head - tail] = '\0';
	return true;
}

static const char *kind_name(enum document_kind kind)
{
	static const char *const names[] = { "none", "invoice", "credit_note", "proforma",
					     "cancelled" };

	return names[kind];
}

static struct uuid named(const struct invoice *invoice, enum document_kind kind,
			 const char *number)
{
	return uuid_named("invoice", invoice->dealer,
			  invoice->source ? invoice->source : "", kind_name(kind), number,
			  NULL);
}

struct uuid identity_invoice(const struct invoice *invoice)
{
	return named(invoice, invoice->kind, invoice->number);
}

struct uuid identity_invoice_numbered(const struct invoice *invoice, const char *number)
{
	return named(invoice, DOCUMENT_INVOICE, number);
}

/* Lower case and single spaces, so that typing habits make no new customers. */
static void fold(const char *text, char *ret, size_t size)
{
	size_t len = 0;
	bool space = false;

	for (; text && *text && len + 2 < size; text++) {
		if (isspace((unsigned char)*text)) {
			space = len > 0;
			continue;
		}
		if (space)
			ret[len++] = ' ';
		space = false;
		ret[len++] = (char)tolower((unsigned char)*text);
	}
	ret[len] = '\0';
}

static const char *without_zeros(const char *number)
{
	while (number[0] == '0' && number[1] != '\0')
		number++;
	return number;
}

struct uuid identity_customer(const struct invoice *invoice)
{
	const struct invoice_customer *customer = &invoice->customer;
	char number[NAME_TEXT], name[NAME_TEXT], postcode[32], house[64];

	fold(customer->number, number, sizeof(number));
	if (invoice->has_customer && number[0])
		return uuid_named("customer", invoice->dealer, "number",
				  without_zeros(number), NULL);
	fold(customer->company ? customer->company : customer->last_name, name,
	     sizeof(name));
	fold(customer->postcode, postcode, sizeof(postcode));
	fold(customer->house_number ? customer->house_number : customer->street, house,
	     sizeof(house));
	if (!invoice->has_customer || !name[0] || !postcode[0] || !house[0])
		return (struct uuid){ "" };
	return uuid_named("customer", invoice->dealer, "address", name, postcode, house,
			  NULL);
}

bool identity_is_vin(const char *vin)
{
	size_t len = vin ? strlen(vin) : 0;

	for (size_t i = 0; i < len; i++) {
		char c = (char)toupper((unsigned char)vin[i]);

		if (!isalnum((unsigned char)c) || c == 'I' || c == 'O' || c == 'Q')
			return false;
	}
	return len == 17;
}

static void read_vin(const struct invoice_vehicle *vehicle, struct vehicle_names *ret)
{
	size_t at = 4;

	if (!vehicle->vin)
		return;
	struct slice vin = slice_trim(slice_of(vehicle->vin));
	char text[18] = "";

	if (vin.len != 17)
		return;
	memcpy(text, vin.at, 17);
	if (!identity_is_vin(text))
		return;
	memcpy(ret->vin, "vin/", 4);
	for (size_t i = 0; i < 17; i++)
		ret->vin[at++] = (char)toupper((unsigned char)text[i]);
	ret->vin[at] = '\0';
}

static void read_country(const struct invoice_vehicle *vehicle, char ret_country[3])
{
	const char *code = vehicle->country && strlen(vehicle->country) == 2
				   ? vehicle->country
				   : "NL";

	ret_country[0] = (char)toupper((unsigned char)code[0]);
	ret_country[1] = (char)toupper((unsigned char)code[1]);
	ret_country[2] = '\0';
}

/* A foreign plate has no mask to hold it against: letters and digits are kept. */
static void read_foreign(const char *plate, char ret_plate[PLATE_TEXT])
{
	size_t len = 0;

	for (; *plate && len < 15; plate++) {
		if (isalnum((unsigned char)*plate))
			ret_plate[len++] = (char)toupper((unsigned char)*plate);
	}
	ret_plate[len] = '\0';
}

struct vehicle_names identity_vehicle_names(const struct invoice *invoice,
					    const struct uuid *customer)
{
	struct vehicle_names ret = { .country = "NL" };
	const struct invoice_vehicle *vehicle = &invoice->vehicle;

	if (!invoice->has_vehicle)
		return ret;
	read_vin(vehicle, &ret);
	read_country(vehicle, ret.country);
	if (!vehicle->plate || slice_trim(slice_of(vehicle->plate)).len == 0)
		return ret;
	ret.plate_given = true;
	if (strcmp(ret.country, "NL") == 0) {
		struct plate plate = plate_read(vehicle->plate);

		ret.plate_valid = plate.valid;
		snprintf(ret.plain_plate, sizeof(ret.plain_plate), "%s",
			 plate.normalised);
		if (plate.valid)
			snprintf(ret.plate, sizeof(ret.plate), "plate/NL/%s",
				 plate.normalised);
		return ret;
	}
	read_foreign(vehicle->plate, ret.plain_plate);
	ret.plate_valid = ret.plain_plate[0] != '\0';
	if (ret.plate_valid && uuid_is_set(customer))
		snprintf(ret.plate, sizeof(ret.plate), "owner/%s/%s/%s", ret.country,
			 ret.plain_plate, customer->text);
	return ret;
}

struct uuid identity_vehicle(const char *dealer, const struct vehicle_names *names)
{
	if (names->vin[0])
		return uuid_named("vehicle", dealer, names->vin, NULL);
	if (names->plate[0])
		return uuid_named("vehicle", dealer, names->plate, NULL);
	return (struct uuid){ "" };
}
