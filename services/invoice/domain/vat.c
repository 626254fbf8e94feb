/* SPDX-License-Identifier: Apache-2.0 */
/* Finds every line's rate first; then the customer's lines are summed per rate. */
#include "invoice/domain/vat.h"

#include <stdlib.h>
#include <string.h>

#include "base/decimal.h"
#include "base/mem.h"
#include "base/vat.h"

#define NO_RATE   (-1)
#define RATE_MOST 2700 /* the Union's highest; more is an amount in the wrong place */

struct line_rate {
	int64_t rate; /* hundredths of a percent; NO_RATE */
	bool shifted; /* the buyer accounts for it: not in the document's total */
};

struct judging {
	const struct invoice *invoice;
	struct line_rate *rates; /* of its lines */
	int64_t standard;
};

/* Which lines are asked for. */
enum whose { OF_ALL, OF_CUSTOMER };
enum which { DUE, CHARGED };

static bool is_listed(const char *category, const char *codes)
{
	char code[20] = " ";
	size_t len = category ? strlen(category) : 0;

	if (len == 0 || len > sizeof(code) - 3)
		return false;
	memcpy(code + 1, category, len);
	code[len + 1] = ' ';
	return strstr(codes, code) != NULL;
}

/* NO_RATE when it is none. */
static int64_t read_percent(const char *text)
{
	struct decimal percent;
	int64_t rate;

	if (!text || decimal_parse(text, DECIMAL_POINT, &percent, NULL) < 0 ||
	    decimal_to_cents(decimal_round(percent, 2), &rate, NULL) < 0)
		return NO_RATE;
	return rate >= 0 && rate <= RATE_MOST ? rate : NO_RATE;
}

static struct line_rate rate_of(const struct judging *j, const struct invoice_line *line)
{
	int64_t rate = read_percent(line->vat_percent);

	if (rate > 0)
		return (struct line_rate){ rate, false };
	if (is_listed(line->vat_category, " AE K G "))
		return (struct line_rate){ j->standard, true };
	if (is_listed(line->vat_category, " Z E O "))
		rate = 0;
	return (struct line_rate){ rate, false };
}

static bool counts(const struct judging *j, size_t i, enum whose whose, enum which which)
{
	enum pay_type pay = j->invoice->lines[i].pay;

	if (which == CHARGED && j->rates[i].shifted)
		return false;
	return whose == OF_ALL || pay == PAY_NONE || pay == PAY_CUSTOMER;
}

static int64_t net_at(const struct judging *j, int64_t rate, enum whose whose,
		      enum which which)
{
	int64_t net = 0;

	for (size_t i = 0; i < j->invoice->lines_count; i++) {
		if (j->rates[i].rate == rate && counts(j, i, whose, which))
			net += j->invoice->lines[i].net_cents;
	}
	return net;
}

static bool is_first_of_its_rate(const struct judging *j, size_t i)
{
	for (size_t n = 0; n < i; n++) {
		if (j->rates[n].rate == j->rates[i].rate)
			return false;
	}
	return true;
}

static int64_t vat_by_rate(const struct judging *j, enum whose whose, enum which which)
{
	int64_t vat = 0;

	for (size_t i = 0; i < j->invoice->lines_count; i++) {
		int64_t rate = j->rates[i].rate;

		if (rate != NO_RATE && is_first_of_its_rate(j, i))
			vat += vat_of(net_at(j, rate, whose, which), rate);
	}
	return vat;
}

/* Credit notes are told with plus or minus; their total may have the other sign. */
static int64_t total_of(const struct invoice *invoice)
{
	int64_t total = invoice->vat_total_cents;
	bool turned = invoice->kind == DOCUMENT_CREDIT_NOTE &&
		      (total < 0) != (invoice->net_cents < 0);

	return turned ? -total : total;
}

/* A document that several pay is totalled for all of them, or for the customer alone. */
static enum whose whose_total(const struct invoice *invoice)
{
	return invoice->has_net_total && llabs(invoice->net_total_cents) ==
						 llabs(invoice->pay_cents[PAY_CUSTOMER])
		       ? OF_CUSTOMER
		       : OF_ALL;
}

/* Between nothing and the standard rate, a cent a line for how others round. */
static bool is_explained(const struct judging *j, int64_t vat, int64_t net)
{
	int64_t slack = (int64_t)j->invoice->lines_count;
	int64_t most = vat_of(llabs(net), j->standard) + slack;

	if (net < 0)
		vat = -vat;
	return vat >= -slack && vat <= most;
}

static int64_t share(int64_t whole, int64_t part, int64_t of)
{
	__int128 product = (__int128)whole * part * 2;
	__int128 half = (product < 0) == (of < 0) ? of : -(__int128)of;

	return (int64_t)((product + half) / (2 * (__int128)of));
}

/* What the document's VAT total leaves for the customer's lines without a rate. */
static bool share_total(const struct judging *j, int64_t own_net, int64_t *ret_vat)
{
	enum whose whose = whose_total(j->invoice);
	int64_t net = net_at(j, NO_RATE, whose, CHARGED);
	int64_t left = total_of(j->invoice) - vat_by_rate(j, whose, CHARGED);

	if (!j->invoice->has_vat_total || net == 0 || !is_explained(j, left, net))
		return false;
	*ret_vat = share(left, own_net, net);
	return true;
}

/* The rate that most money has, of whoever pays; else the standard rate. */
static int64_t rate_of_most(const struct judging *j)
{
	int64_t found = j->standard;
	int64_t most = 0;

	for (size_t i = 0; i < j->invoice->lines_count; i++) {
		int64_t rate = j->rates[i].rate;

		if (rate == NO_RATE || !is_first_of_its_rate(j, i))
			continue;
		int64_t money = llabs(net_at(j, rate, OF_ALL, DUE));

		if (money > most || (money == most && rate > found)) {
			most = money;
			found = rate;
		}
	}
	return found;
}

static void give_rate(struct judging *j, int64_t rate)
{
	for (size_t i = 0; i < j->invoice->lines_count; i++) {
		if (j->rates[i].rate == NO_RATE)
			j->rates[i].rate = rate;
	}
}

int64_t vat_of_customer(const struct invoice *invoice)
{
	struct judging j = {
		.invoice = invoice,
		.rates = mem_alloc((invoice->lines_count + 1) * sizeof(*j.rates)),
		.standard = vat_standard_rate(invoice->issue_date),
	};
	int64_t shared = 0;

	for (size_t i = 0; i < invoice->lines_count; i++)
		j.rates[i] = rate_of(&j, &invoice->lines[i]);
	int64_t own_net = net_at(&j, NO_RATE, OF_CUSTOMER, DUE);

	if (own_net != 0 && !share_total(&j, own_net, &shared))
		give_rate(&j, rate_of_most(&j));
	int64_t vat = shared + vat_by_rate(&j, OF_CUSTOMER, DUE);

	mem_free(j.rates);
	return vat;
}
