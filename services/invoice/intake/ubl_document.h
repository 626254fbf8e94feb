/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What an importer takes out of a UBL invoice (formats.md 1.1), as a struct.
 *
 * Texts are as the document gives them, trimmed, amounts included; NULL = not given.
 * They are lent by the tree. Thread: any.
 */
#ifndef BEURT_INVOICE_INTAKE_UBL_DOCUMENT_H
#define BEURT_INVOICE_INTAKE_UBL_DOCUMENT_H

#include <stdbool.h>
#include <stddef.h>

#include "base/strbuf.h"
#include "invoice/domain/ubl_node.h"

struct document_party {
	const char *name; /* trade name, else the registered one */
	const char *legal_name;
	const char *legal_id;
	const char *legal_id_scheme;
	const char *vat_id;
	const char *endpoint;
	const char *endpoint_scheme;
	const char *street;
	const char *extra; /* second address line */
	const char *city;
	const char *postcode;
	const char *country;
	const char *contact;
	const char *phone;
	const char *email;
	const char *id; /* the seller's number of a buyer: our customer number */
};

struct document_charge {
	bool charge; /* false: allowance */
	const char *reason;
	const char *amount;
	const char *vat_category;
	const char *vat_percent;
};

struct document_property {
	const char *name;
	const char *value;
};

struct document_line {
	const char *id;
	const char *note;
	const char *quantity;
	const char *unit;
	const char *net;
	const char *name;
	const char *description;
	const char *seller_item_id;
	const char *vat_category;
	const char *vat_percent;
	const char *unit_price;
	const char *base_quantity;
	struct document_property *properties;
	size_t properties_count;
	struct document_charge *charges;
	size_t charges_count;
};

struct document_vat {
	const char *taxable;
	const char *tax;
	const char *category;
	const char *percent;
};

struct document_totals {
	const char *lines;
	const char *tax_exclusive;
	const char *tax_inclusive;
	const char *allowances;
	const char *charges;
	const char *prepaid;
	const char *rounding;
	const char *payable;
};

struct document_reference {
	const char *id;
	const char *date;     /* of a preceding invoice */
	const char *filename; /* of an attachment */
	const char *mime;
};

struct document {
	bool is_credit_note;
	const char *customization;
	const char *profile;
	const char *id;
	const char *issue_date;
	const char *due_date;
	const char *type_code;
	const char *currency;
	const char *buyer_reference;
	const char *order_reference;
	const char *tax_total;
	struct document_party seller;
	struct document_party buyer;
	struct document_totals totals;
	const char **notes;
	size_t notes_count;
	struct document_reference *preceding;
	size_t preceding_count;
	const char **payment_means;
	size_t payment_means_count;
	struct document_charge *charges;
	size_t charges_count;
	struct document_vat *vat;
	size_t vat_count;
	struct document_reference *attachments;
	size_t attachments_count;
	struct document_line *lines;
	size_t lines_count;
};

/* Never fails: what is not there stays NULL; the rules say what should have been. */
struct document *document_extract(const struct ubl_node *root);
void document_free(struct document *document);
AUTO_FREE(document, document_free)

/* The object under "document" of a dry run. */
void document_write(const struct document *document, struct strbuf *json);

#endif
