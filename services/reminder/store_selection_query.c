/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Decides how sentences and groups become a condition: composed of constants and
 * parameter numbers; values are never part of the text.
 */
#include "reminder/store_selection_query.h"

#include <string.h>

#include "base/mem.h"

#define SQL_MOST 200000

struct selection_query *selection_query_new(const char *dealer,
					    const struct selection_asked *asked)
{
	struct selection_query *query = mem_alloc(sizeof(*query));

	query->sql = strbuf_new(SQL_MOST);
	query->args[0] = arg_text(dealer);
	query->args[1] = arg_date(asked->today);
	query->args[2] = arg_text(asked->campaign);
	query->args[3] = arg_ints(asked->channels, asked->channels_count);
	query->count = 4;
	return query;
}

void selection_query_free(struct selection_query *query)
{
	if (query)
		strbuf_done(&query->sql);
	mem_free(query);
}

size_t selection_query_arg(struct selection_query *query, struct arg arg)
{
	query->args[query->count] = arg;
	return ++query->count;
}

int selection_query_run(struct tx *tx, const struct selection_query *query,
			struct rows **ret_rows, struct err *err)
{
	if (strbuf_check(&query->sql, err) < 0)
		return -1;
	return tx_rows_once(tx, query->sql.text, query->args, query->count, ret_rows,
			    err);
}

/* --- sentences and groups -------------------------------------------------------------
 */
/* Words that are bits are one number; the others are a list of what is accepted. */
static bool is_set_of_bits(enum selection_field_id field)
{
	return field == FIELD_WORK || field == FIELD_TIME_PART || field == FIELD_CHANNEL;
}

static struct arg value_of(struct selection_query *query,
			   const struct selection *selection,
			   const struct selection_node *node)
{
	const struct selection_value *values = &selection->values[node->values_from];
	enum selection_type type = selection_field(node->field)->type;
	int64_t bits = 0;

	for (size_t i = 0; i < node->values_count; i++) {
		query->texts[node->values_from + i] = values[i].text;
		query->numbers[node->values_from + i] = values[i].number;
		bits |= values[i].number;
	}
	if (type == TYPE_TEXT)
		return arg_texts(&query->texts[node->values_from], node->values_count);
	if (type == TYPE_WORD && !is_set_of_bits(node->field))
		return arg_ints(&query->numbers[node->values_from], node->values_count);
	return arg_int(bits);
}

struct places {
	size_t value; /* 0: not taken yet */
	size_t months;
};

/* A constant with its {v} and {m} replaced by parameters. */
static void add_filled(struct selection_query *query, const char *sql,
		       struct places places)
{
	for (const char *brace = strchr(sql, '{'); brace; brace = strchr(sql, '{')) {
		strbuf_add_n(&query->sql, sql, (size_t)(brace - sql));
		strbuf_addf(&query->sql, "$%zu",
			    brace[1] == 'm' ? places.months : places.value);
		sql = brace + 3;
	}
	strbuf_add(&query->sql, sql);
}

static struct places take_places(struct selection_query *query,
				 const struct selection *selection,
				 const struct selection_node *node, const char *sql)
{
	struct places places = { 0, 0 };

	if (strstr(sql, "{v}"))
		places.value =
			selection_query_arg(query, value_of(query, selection, node));
	if (strstr(sql, "{m}"))
		places.months = selection_query_arg(query, arg_int(node->months));
	return places;
}

void selection_query_sentence(struct selection_query *query,
			      const struct selection *selection,
			      const struct selection_node *node)
{
	const char *sql = selection_sql_of(node->field, node->op);

	strbuf_add(&query->sql, "coalesce(");
	add_filled(query, sql, take_places(query, selection, node, sql));
	strbuf_add(&query->sql, ", false)");
}

/* Nodes from `at` to `end`; groups within it close themselves. */
void selection_query_group(struct selection_query *query,
			   const struct selection *selection, size_t at)
{
	const struct selection_node *group = &selection->nodes[at];
	const char *between = group->join == JOIN_ALL ? " AND " : " OR ";
	size_t i = at + 1;

	if (i == group->end) {
		strbuf_add(&query->sql, "true");
		return;
	}
	strbuf_add(&query->sql, group->join == JOIN_NONE_OF ? "NOT (" : "(");
	for (; i < group->end; i = selection->nodes[i].end) {
		if (i > at + 1)
			strbuf_add(&query->sql, between);
		if (selection->nodes[i].is_group)
			selection_query_group(query, selection, i);
		else
			selection_query_sentence(query, selection, &selection->nodes[i]);
	}
	strbuf_add_char(&query->sql, ')');
}

void selection_query_fact(struct selection_query *query,
			  const struct selection *selection,
			  const struct selection_node *node)
{
	const char *sql = selection_fact_sql(node->field);

	add_filled(query, sql, take_places(query, selection, node, sql));
}
