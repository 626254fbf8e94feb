/* SPDX-License-Identifier: Apache-2.0 */
/*
 * An invoice as the rules see it: plain facts, whatever format it came in.
 *
 * Texts are lent by whoever filled the struct; NULL = not given. Money is whole cents
 * excluding VAT. Enums have the order of the messages' enums, so that they convert by
 * number (held in intake/from_message.c). Thread: any.
 */
#ifndef BEURT_INVOICE_DOMAIN_INVOICE_H
#define BEURT_INVOICE_DOMAIN_INVOICE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/civil_date.h"
#include "base/uuid.h"

/* clang-format off */
enum document_kind {
	DOCUMENT_NONE, DOCUMENT_INVOICE, DOCUMENT_CREDIT_NOTE, DOCUMENT_PROFORMA,
	DOCUMENT_CANCELLED,
};
/* clang-format on */

enum order_type {
	ORDER_NONE,
	ORDER_SERVICE,
	ORDER_APK,
	ORDER_REPAIR,
	ORDER_DAMAGE,
	ORDER_WARRANTY,
	ORDER_INTERNAL,
	ORDER_COUNTER_SALE,
	ORDER_RENTAL,
	ORDER_VEHICLE_SALE,
	ORDER_OTHER,
};

enum line_kind {
	LINE_NONE,
	LINE_LABOUR,
	LINE_PART,
	LINE_PACKAGE,
	LINE_SUBLET,
	LINE_FEE,
	LINE_CONSUMABLE,
	LINE_DISCOUNT,
	LINE_TEXT,
	LINE_TYRE,
	LINE_DEPOSIT,
	LINE_OTHER,
};

/* clang-format off */
enum pay_type {
	PAY_NONE, PAY_CUSTOMER, PAY_WARRANTY, PAY_INTERNAL, PAY_INSURANCE, PAY_LEASE,
	PAY_TYPES,
};
/* clang-format on */

enum visit_class {
	CLASS_NONE,
	CLASS_PERIODIC_SMALL,
	CLASS_PERIODIC_LARGE,
	CLASS_APK,
	CLASS_TYRES,
	CLASS_BRAKES,
	CLASS_BATTERY,
	CLASS_REPAIR,
	CLASS_DAMAGE,
	CLASS_WARRANTY,
	CLASS_RECALL,
	CLASS_INSPECTION,
	CLASS_OTHER,
	CLASS_UNKNOWN,
	CLASS_COUNT,
};

enum time_part {
	TIME_PART_NONE,
	TIME_PART_BRAKE_FLUID,
	TIME_PART_TIMING_BELT,
	TIME_PART_BATTERY,
	TIME_PART_COOLANT,
	TIME_PART_TRANSMISSION_OIL,
	TIME_PART_SPARK_PLUGS,
	TIME_PART_CABIN_FILTER,
	TIME_PART_AIR_FILTER,
	TIME_PART_AIR_CONDITIONING,
	TIME_PART_WIPERS,
	TIME_PART_COUNT,
};

#define SET_OF(value) (UINT32_C(1) << (value)) /* sets of the enums above */
#define NO_ODOMETER   (-1)

struct invoice_customer {
	const char *number, *company, *title, *initials, *first_name, *particle,
		*last_name;
	const char *street, *house_number, *addition, *postcode, *city, *country;
	const char *email, *phone, *mobile, *language;
	int kind; /* 0 unknown, 1 person, 2 company */
	bool is_lease_company;
	uint32_t do_not_contact; /* set of channels, by number */
};

struct invoice_vehicle {
	const char *plate, *country, *vin, *make, *model, *variant, *colour, *fuel;
	int64_t model_year; /* 0 = not given */
	struct civil_date first_admission, apk_expiry;
	int64_t odometer; /* in unit; NO_ODOMETER */
	bool in_miles, is_stock_car;
};

struct invoice_line {
	const char *number, *operation_code, *part_number, *description;
	const char *quantity, *unit, *unit_price, *vat_percent, *campaign_code;
	const char *vat_category; /* UNTDID 5305 */
	enum line_kind kind;
	enum pay_type pay;
	int64_t net_cents;
	enum visit_class class; /* found by the rules */
};

struct invoice {
	const char *dealer, *source, *number, *parent_number, *workorder;
	const char *department, *currency, *status, *advisor, *notes;
	const char *modified_at; /* RFC 3339, of the source */
	enum document_kind kind;
	enum order_type order;
	struct civil_date issue_date;
	struct civil_date closed_date;
	bool has_customer, has_vehicle, has_net_total, has_vat_total;
	struct invoice_customer customer;
	struct invoice_vehicle vehicle;
	struct invoice_line *lines;
	size_t lines_count;
	int64_t net_total_cents, vat_total_cents; /* as the document says */

	/* Found by the rules (invoice_judge). */
	int64_t net_cents, customer_vat_cents; /* VAT: due on what the customer pays */
	int64_t pay_cents[PAY_TYPES];
	int64_t workshop_cents; /* of lines of work, not sales of cars or rent */
	uint32_t classes;
	uint32_t time_parts;
	int64_t unknown_lines;
};

#endif
