/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Ten people of a selection with why they are in it and why they would not get it: each
 * sentence with the fact it rests on. Ids only; whoever shows them knows the names.
 */
#include <string.h>

#include "base/json_out.h"
#include "reminder/campaign/campaign.h"

#define RESULT_MOST ((size_t)200000)
#define FIRST_LOTS  10
#define LOOK_AT     INT64_C(20000)

static void write_facts(struct json_out *out, const struct selection *selection,
			const struct rows *why, size_t row)
{
	int column = 1;

	json_out_open_array(out, "facts");
	for (size_t i = 0; i < selection->nodes_count; i++) {
		if (selection->nodes[i].is_group)
			continue;
		json_out_open_object(out, NULL);
		json_out_text(out, "pointer", selection->nodes[i].place);
		json_out_text(out, "field",
			      selection_field(selection->nodes[i].field)->name);
		json_out_flag(out, "holds", row_bool(why, row, column));
		if (!row_is_null(why, row, column + 1))
			json_out_text(out, "fact", row_text(why, row, column + 1));
		json_out_close_object(out);
		column += 2;
	}
	json_out_close_array(out);
}

static size_t find_row(const struct rows *why, const struct uuid *customer)
{
	size_t row = 0;

	while (row < rows_count(why) &&
	       strcmp(row_text(why, row, 0), customer->text) != 0)
		row++;
	return row;
}

static void write_person(struct json_out *out, const struct rows *people, size_t i,
			 const struct selection *selection, const struct rows *why)
{
	struct uuid customer = row_uuid(people, i, 0);
	const char *channel = campaign_channel_word(row_int(people, i, 3));
	size_t row = find_row(why, &customer);

	json_out_open_object(out, NULL);
	json_out_text(out, "customer_id", customer.text);
	json_out_text(out, "vehicle_id", row_text(people, i, 1));
	if (row_text(people, i, 2)[0])
		json_out_text(out, "hold", row_text(people, i, 2));
	if (channel)
		json_out_text(out, "channel", channel);
	if (row < rows_count(why))
		write_facts(out, selection, why, row);
	json_out_close_object(out);
}

static int find_why(struct desk *desk, const struct selection_asked *asked,
		    const struct rows *people, struct rows **ret_why, struct err *err)
{
	const char *customers[SELECTION_EXAMPLE], *vehicles[SELECTION_EXAMPLE];
	struct selection_pairs pairs = { customers, vehicles, rows_count(people) };

	for (size_t i = 0; i < pairs.count; i++) {
		customers[i] = row_text(people, i, 0);
		vehicles[i] = row_text(people, i, 1);
	}
	return store_selection_why(desk->tx, desk->dealer, asked, &pairs, ret_why, err);
}

static int choose(struct desk *desk, int *ret_lots, struct err *err)
{
	int64_t crowd;

	if (store_selection_crowd(desk->tx, desk->dealer, FIRST_LOTS, &crowd, err) < 0)
		return -1;
	*ret_lots = SELECTION_LOTS;
	if (crowd * SELECTION_LOTS / FIRST_LOTS > LOOK_AT)
		*ret_lots = (int)(LOOK_AT * FIRST_LOTS / crowd);
	return 0;
}

int campaign_show_people(struct desk *desk, const struct campaign_sample *msg,
			 char **ret_json, struct err *err)
{
	struct audience_of of = { msg->selection, msg->kind, msg->channels,
				  msg->channels_count, msg->campaign_id };
	AUTO(selection) *selection = NULL;
	AUTO(rows) *people = NULL;
	AUTO(rows) *why = NULL;
	STRBUF_AUTO text = strbuf_new(RESULT_MOST);
	struct json_out out = json_out_into(&text);
	struct selection_asked asked;
	int lots;

	if (campaign_ask_for(desk, &of, &selection, &asked, err) < 0 ||
	    choose(desk, &lots, err) < 0 ||
	    store_selection_sample(desk->tx, desk->dealer, &asked, lots, &people, err) <
		    0 ||
	    find_why(desk, &asked, people, &why, err) < 0)
		return -1;
	json_out_open_object(&out, NULL);
	json_out_open_array(&out, "people");
	for (size_t i = 0; i < rows_count(people); i++)
		write_person(&out, people, i, selection, why);
	json_out_close_array(&out);
	json_out_close_object(&out);
	if (strbuf_check(&text, err) < 0)
		return -1;
	*ret_json = strbuf_take(&text);
	return 0;
}
