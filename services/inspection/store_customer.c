/* SPDX-License-Identifier: Apache-2.0 */
/* Customers, as the invoice service states them. */
#include "base/mem.h"
#include "inspection/store_facts.h"

static const char SQL_KEEP[] =
	"INSERT INTO customer AS c (dealer, customer_id, version, number, name, company,"
	" street, house_number, addition, postcode, city, country, email, phone, mobile,"
	" language, erased)"
	" SELECT DISTINCT ON (n.dealer, n.customer_id) n.dealer, n.customer_id::uuid,"
	" n.version, nullif(n.number, ''), n.name, n.company, n.street, n.house_number,"
	" n.addition, n.postcode, n.city, n.country, n.email, n.phone, n.mobile,"
	" n.language, n.erased = 1"
	" FROM unnest($1::text[], $2::text[], $3::bigint[], $4::text[], $5::text[],"
	" $6::text[], $7::text[], $8::text[], $9::text[], $10::text[], $11::text[],"
	" $12::text[], $13::text[], $14::text[], $15::text[], $16::text[], $17::bigint[])"
	" AS n (dealer, customer_id, version, number, name, company, street,"
	" house_number, addition, postcode, city, country, email, phone, mobile,"
	" language, erased) ORDER BY n.dealer, n.customer_id, n.version DESC"
	" ON CONFLICT (dealer, customer_id) DO UPDATE SET version = excluded.version,"
	" number = excluded.number, name = excluded.name, company = excluded.company,"
	" street = excluded.street, house_number = excluded.house_number,"
	" addition = excluded.addition, postcode = excluded.postcode,"
	" city = excluded.city, country = excluded.country, email = excluded.email,"
	" phone = excluded.phone, mobile = excluded.mobile,"
	" language = excluded.language, erased = excluded.erased"
	" WHERE excluded.version > c.version";

static const char SQL_ERASE[] =
	"UPDATE customer SET name = NULL, company = NULL, street = NULL,"
	" house_number = NULL, addition = NULL, postcode = NULL, city = NULL,"
	" country = NULL, email = NULL, phone = NULL, mobile = NULL, number = NULL,"
	" erased = true WHERE dealer = $1 AND customer_id = $2";

static const char SQL_FIND[] =
	"SELECT number, name, company, street, house_number, addition, postcode, city,"
	" country, email, phone, mobile, language, erased FROM customer"
	" WHERE dealer = $1 AND customer_id = $2";

static const char SQL_BY_NUMBER[] =
	"SELECT customer_id FROM customer WHERE dealer = $1 AND number = $2"
	" AND NOT erased ORDER BY version DESC, customer_id LIMIT 1";

#define TEXTS     15
#define COLUMN(n) arg_texts(texts + (n)*count, count)

static void fill(const char **texts, size_t count, size_t i,
		 const struct customer_state *msg)
{
	const char *const row[TEXTS] = {
		msg->dealer,       msg->customer_id, msg->customer_number,
		msg->display_name, msg->company,     msg->street,
		msg->house_number, msg->addition,    msg->postcode,
		msg->city,         msg->country,     msg->email,
		msg->phone,        msg->mobile,      wire_language_word(msg->language),
	};

	for (size_t c = 0; c < TEXTS; c++)
		texts[c * count + i] = row[c];
}

int store_customers_keep(struct tx *tx, const struct customer_state *const *list,
			 size_t count, struct err *err)
{
	const char **texts = mem_alloc(TEXTS * count * sizeof(*texts));
	int64_t *numbers = mem_alloc(2 * count * sizeof(*numbers));
	int failed;

	for (size_t i = 0; i < count; i++) {
		fill(texts, count, i, list[i]);
		numbers[i] = list[i]->version;
		numbers[count + i] = list[i]->erased;
	}
	failed = tx_run(tx, SQL_KEEP,
			ARGS(COLUMN(0), COLUMN(1), arg_ints(numbers, count), COLUMN(2),
			     COLUMN(3), COLUMN(4), COLUMN(5), COLUMN(6), COLUMN(7),
			     COLUMN(8), COLUMN(9), COLUMN(10), COLUMN(11), COLUMN(12),
			     COLUMN(13), COLUMN(14), arg_ints(numbers + count, count)),
			NULL, err);
	mem_free(texts);
	mem_free(numbers);
	return failed;
}

int store_customer_blank(struct tx *tx, const char *dealer, const struct uuid *customer,
			 struct err *err)
{
	return tx_run(tx, SQL_ERASE, ARGS(arg_text(dealer), arg_uuid(customer)), NULL,
		      err);
}

int store_customer_find(struct tx *tx, const char *dealer, const struct uuid *id,
			struct customer_facts *ret_facts, struct rows **ret_rows,
			struct err *err)
{
	AUTO(rows) *rows = NULL;

	*ret_facts = (struct customer_facts){ .number = NULL };
	if (tx_rows(tx, SQL_FIND, ARGS(arg_text(dealer), arg_uuid(id)), &rows, err) < 0)
		return -1;
	if (rows_count(rows) == 0)
		return 0;
	*ret_facts = (struct customer_facts){
		.id = *id,
		.number = row_text(rows, 0, 0),
		.name = row_text(rows, 0, 1),
		.company = row_text(rows, 0, 2),
		.street = row_text(rows, 0, 3),
		.house_number = row_text(rows, 0, 4),
		.addition = row_text(rows, 0, 5),
		.postcode = row_text(rows, 0, 6),
		.city = row_text(rows, 0, 7),
		.country = row_text(rows, 0, 8),
		.email = row_text(rows, 0, 9),
		.phone = row_text(rows, 0, 10),
		.mobile = row_text(rows, 0, 11),
		.language = row_text(rows, 0, 12),
		.erased = row_bool(rows, 0, 13),
	};
	*ret_rows = TAKE(rows);
	return 0;
}

int store_customer_by_number(struct tx *tx, const char *dealer, const char *number,
			     struct uuid *ret_id, struct err *err)
{
	AUTO(rows) *rows = NULL;

	*ret_id = (struct uuid){ "" };
	if (tx_rows(tx, SQL_BY_NUMBER, ARGS(arg_text(dealer), arg_text(number)), &rows,
		    err) < 0)
		return -1;
	if (rows_count(rows) > 0)
		*ret_id = row_uuid(rows, 0, 0);
	return 0;
}
