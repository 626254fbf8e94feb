/* SPDX-License-Identifier: Apache-2.0 */
/* Customers, as the invoice service states them. */
#include "inspection/store_facts.h"

static const char SQL_KEEP[] =
	"INSERT INTO customer AS c (dealer, customer_id, version, number, name, company,"
	" street, house_number, addition, postcode, city, country, email, phone, mobile,"
	" language, erased) VALUES ($1, $2, $3, nullif($4, ''), $5, $6, $7, $8, $9, $10,"
	" $11, $12, $13, $14, $15, $16, $17)"
	" ON CONFLICT (dealer, customer_id) DO UPDATE SET version = excluded.version,"
	" number = excluded.number, name = excluded.name, company = excluded.company,"
	" street = excluded.street, house_number = excluded.house_number,"
	" addition = excluded.addition, postcode = excluded.postcode,"
	" city = excluded.city, country = excluded.country, email = excluded.email,"
	" phone = excluded.phone, mobile = excluded.mobile,"
	" language = excluded.language, erased = excluded.erased"
	" WHERE excluded.version > c.version AND NOT c.erased";

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

int store_customer_keep(struct tx *tx, const struct customer_state *msg, bool *ret_news,
			struct err *err)
{
	int64_t changed = 0;

	if (tx_run(tx, SQL_KEEP,
		   ARGS(arg_text(msg->dealer), arg_text(msg->customer_id),
			arg_int(msg->version), arg_text(msg->customer_number),
			arg_text(msg->display_name), arg_text(msg->company),
			arg_text(msg->street), arg_text(msg->house_number),
			arg_text(msg->addition), arg_text(msg->postcode),
			arg_text(msg->city), arg_text(msg->country), arg_text(msg->email),
			arg_text(msg->phone), arg_text(msg->mobile),
			arg_text(wire_language_word(msg->language)),
			arg_bool(msg->erased)),
		   &changed, err) < 0)
		return -1;
	*ret_news = changed > 0;
	return 0;
}

int store_customer_erase(struct tx *tx, const char *dealer, const struct uuid *customer,
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
