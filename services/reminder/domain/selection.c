/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Decides whether a text is a selection.
 *
 * A sentence's keys may come in any order, so they are found first and read after: what
 * a value must be follows from the field and the operator.
 */
#include "reminder/domain/selection.h"

#include <stdio.h>
#include <string.h>

#include "reminder/domain/selection_json.h"

#define NAME_TEXT 41

enum part { PART_FIELD, PART_OPERATOR, PART_VALUE, PART_MONTHS, PART_COUNT };

static const char *const PARTS[PART_COUNT] = { "field", "operator", "value", "months" };

struct parser {
	struct json_at in;
	struct selection *made;
	int depth;
};

/* A value that is not there is an empty one at the end. */
static struct json_at inside(const struct json_at *in, struct slice value)
{
	struct json_at part = *in;

	part.at = value.at ? value.at : in->end;
	part.end = part.at + value.len;
	return part;
}

static int add_node(struct parser *parser, struct selection_node **ret_node,
		    struct err *err)
{
	struct selection *made = parser->made;
	struct selection_node *node;

	if (made->nodes_count == SELECTION_NODES)
		return json_refuse(&parser->in, err, "more than %d sentences and groups",
				   SELECTION_NODES);
	node = &made->nodes[made->nodes_count++];
	snprintf(node->place, sizeof(node->place), "%.63s", parser->in.place);
	node->end = made->nodes_count;
	*ret_node = node;
	return 0;
}

static int take_value(struct parser *parser, const struct json_at *in,
		      const struct selection_value *value, struct err *err)
{
	struct selection *made = parser->made;

	if (made->values_count == SELECTION_VALUES)
		return json_refuse(in, err, "more than %d values in all",
				   SELECTION_VALUES);
	made->values[made->values_count++] = *value;
	return 0;
}

static int find_word(const struct selection_field *field, const struct json_at *in,
		     const char *word, int64_t *ret_number, struct err *err)
{
	for (size_t i = 0; i < field->words_count; i++)
		if (strcmp(field->words[i].word, word) == 0) {
			*ret_number = field->words[i].number;
			return 0;
		}
	return json_refuse(in, err, "'%.40s' is no word of %s", word, field->name);
}

static int read_number(const struct selection_field *field, struct json_at *in,
		       int64_t *ret_number, struct err *err)
{
	if (json_read_number(in, ret_number, err) < 0)
		return -1;
	if (*ret_number >= field->least && *ret_number <= field->most)
		return 0;
	return json_refuse(in, err, "must be %lld to %lld", (long long)field->least,
			   (long long)field->most);
}

static int read_one(struct parser *parser, const struct selection_field *field,
		    struct json_at *in, struct err *err)
{
	struct selection_value value = { .number = 0 };
	int read = 0;

	switch (field->type) {
	case TYPE_TEXT:
		read = json_read_text(in, value.text, sizeof(value.text), err);
		if (read == 0 && !value.text[0])
			return json_refuse(in, err, "must not be empty");
		break;
	case TYPE_WORD:
		read = json_read_text(in, value.text, sizeof(value.text), err);
		if (read == 0)
			read = find_word(field, in, value.text, &value.number, err);
		break;
	case TYPE_NUMBER:
		read = read_number(field, in, &value.number, err);
		break;
	case TYPE_FLAG:
		read = json_read_flag(in, &value.number, err);
		break;
	}
	return read < 0 ? -1 : take_value(parser, in, &value, err);
}

static int read_list(struct parser *parser, const struct selection_field *field,
		     struct json_at *in, struct err *err)
{
	size_t count = 0;

	if (json_expect(in, '[', err) < 0)
		return -1;
	do {
		size_t where = json_enter_item(in, count);

		if (++count > SELECTION_LIST)
			return json_refuse(in, err, "more than %d values",
					   SELECTION_LIST);
		if (read_one(parser, field, in, err) < 0)
			return -1;
		json_leave(in, where);
	} while (json_takes(in, ','));
	return json_expect(in, ']', err);
}

static int read_values(struct parser *parser, struct selection_node *node,
		       struct slice text, struct err *err)
{
	const struct selection_field *field = selection_field(node->field);
	struct json_at in = inside(&parser->in, text);
	bool many = field->type == TYPE_TEXT || field->type == TYPE_WORD;
	int read;

	json_enter_name(&in, "value");
	node->values_from = parser->made->values_count;
	if (node->op == OPERATOR_PASSED)
		return text.at ? json_refuse(&in, err, "'passed' takes no value") : 0;
	if (!text.at)
		return json_refuse(&in, err, "is missing");
	read = many && json_peek(&in) == '[' ? read_list(parser, field, &in, err)
					     : read_one(parser, field, &in, err);
	if (read < 0 || json_at_end(&in, err) < 0)
		return -1;
	node->values_count = parser->made->values_count - node->values_from;
	return 0;
}

static int read_name(const struct parser *parser, enum part part, struct slice text,
		     char ret_name[NAME_TEXT], struct err *err)
{
	struct json_at in = inside(&parser->in, text);

	json_enter_name(&in, PARTS[part]);
	if (!text.at)
		return json_refuse(&in, err, "is missing");
	return json_read_text(&in, ret_name, NAME_TEXT, err);
}

static int read_field(const struct parser *parser, struct selection_node *node,
		      struct slice text, struct err *err)
{
	struct json_at in = parser->in;
	char name[NAME_TEXT];

	if (read_name(parser, PART_FIELD, text, name, err) < 0)
		return -1;
	for (int id = 0; id < FIELD_COUNT; id++)
		if (strcmp(selection_field((enum selection_field_id)id)->name, name) ==
		    0) {
			node->field = (enum selection_field_id)id;
			return 0;
		}
	json_enter_name(&in, PARTS[PART_FIELD]);
	return json_refuse(&in, err, "there is no field '%s'", name);
}

static int read_operator(const struct parser *parser, struct selection_node *node,
			 struct slice text, struct err *err)
{
	const struct selection_field *field = selection_field(node->field);
	struct json_at in = parser->in;
	char name[NAME_TEXT];

	if (read_name(parser, PART_OPERATOR, text, name, err) < 0)
		return -1;
	for (size_t i = 0; i < SELECTION_PHRASES; i++)
		if (strcmp(selection_operator_word(field->phrases[i].op), name) == 0) {
			node->op = field->phrases[i].op;
			return 0;
		}
	json_enter_name(&in, PARTS[PART_OPERATOR]);
	return json_refuse(&in, err, "'%s' does not go with %s", name, field->name);
}

static int read_months(const struct parser *parser, struct selection_node *node,
		       struct slice text, struct err *err)
{
	const struct selection_field *field = selection_field(node->field);
	struct json_at in = inside(&parser->in, text);

	json_enter_name(&in, PARTS[PART_MONTHS]);
	if (!text.at)
		return field->has_months ? json_refuse(&in, err, "is missing") : 0;
	if (!field->has_months)
		return json_refuse(&in, err, "%s takes no period", field->name);
	if (json_read_number(&in, &node->months, err) < 0)
		return -1;
	if (node->months < 1 || node->months > SELECTION_MONTHS)
		return json_refuse(&in, err, "must be 1 to %d", SELECTION_MONTHS);
	return 0;
}

/* The part a key names; a key that is none, or comes twice, is refused. */
static int find_part(const struct parser *parser, const char *key,
		     const struct slice *parts, enum part *ret_part, struct err *err)
{
	for (int part = 0; part < PART_COUNT; part++) {
		if (strcmp(PARTS[part], key) != 0)
			continue;
		if (parts[part].at)
			return json_refuse(&parser->in, err, "'%s' comes twice", key);
		*ret_part = (enum part)part;
		return 0;
	}
	return json_refuse(&parser->in, err,
			   "'%s' is neither a group (all, any, none) nor part of a "
			   "sentence",
			   key);
}

/* From behind its first key. */
static int read_sentence(struct parser *parser, char *key, struct err *err)
{
	struct slice parts[PART_COUNT] = { { NULL, 0 } };
	struct selection_node *node;
	enum part part = PART_FIELD;

	if (++parser->made->sentences_count > SELECTION_SENTENCES)
		return json_refuse(&parser->in, err, "more than %d sentences",
				   SELECTION_SENTENCES);
	if (add_node(parser, &node, err) < 0)
		return -1;
	for (;;) {
		size_t where;

		if (find_part(parser, key, parts, &part, err) < 0 ||
		    json_expect(&parser->in, ':', err) < 0)
			return -1;
		where = json_enter_name(&parser->in, PARTS[part]);
		if (json_skip(&parser->in, &parts[part], err) < 0)
			return -1;
		json_leave(&parser->in, where);
		if (!json_takes(&parser->in, ','))
			break;
		if (json_read_text(&parser->in, key, NAME_TEXT, err) < 0)
			return -1;
	}
	if (json_expect(&parser->in, '}', err) < 0 ||
	    read_field(parser, node, parts[PART_FIELD], err) < 0 ||
	    read_operator(parser, node, parts[PART_OPERATOR], err) < 0 ||
	    read_values(parser, node, parts[PART_VALUE], err) < 0)
		return -1;
	return read_months(parser, node, parts[PART_MONTHS], err);
}

static int read_item(struct parser *parser, struct err *err);

static int read_items(struct parser *parser, struct err *err)
{
	size_t count = 0;

	if (json_expect(&parser->in, '[', err) < 0)
		return -1;
	/* Everybody is an empty group, but only as the whole. */
	if (parser->depth == 1 && json_takes(&parser->in, ']'))
		return 0;
	do {
		size_t where = json_enter_item(&parser->in, count++);

		if (read_item(parser, err) < 0)
			return -1;
		json_leave(&parser->in, where);
	} while (json_takes(&parser->in, ','));
	return json_expect(&parser->in, ']', err);
}

static int read_group(struct parser *parser, const char *key, enum selection_join join,
		      struct err *err)
{
	struct selection *made = parser->made;
	struct selection_node *node;
	size_t where;

	if (++parser->depth > SELECTION_DEPTH)
		return json_refuse(&parser->in, err, "groups go %d deep at most",
				   SELECTION_DEPTH);
	if (add_node(parser, &node, err) < 0 || json_expect(&parser->in, ':', err) < 0)
		return -1;
	node->is_group = true;
	node->join = join;
	where = json_enter_name(&parser->in, key);
	if (read_items(parser, err) < 0)
		return -1;
	json_leave(&parser->in, where);
	node->end = made->nodes_count;
	parser->depth--;
	return json_expect(&parser->in, '}', err);
}

/* Reads itself again only through groups, whose depth is bounded. */
static int read_item(struct parser *parser, struct err *err)
{
	char key[NAME_TEXT];

	if (json_expect(&parser->in, '{', err) < 0 ||
	    json_read_text(&parser->in, key, sizeof(key), err) < 0)
		return -1;
	if (strcmp(key, "all") == 0)
		return read_group(parser, "all", JOIN_ALL, err);
	if (strcmp(key, "any") == 0)
		return read_group(parser, "any", JOIN_ANY, err);
	if (strcmp(key, "none") == 0)
		return read_group(parser, "none", JOIN_NONE_OF, err);
	if (parser->depth == 0)
		return json_refuse(&parser->in, err,
				   "the whole must be a group: all, any or none");
	return read_sentence(parser, key, err);
}

int selection_parse(struct slice text, struct selection **ret_selection, struct err *err)
{
	AUTO(selection) *made = mem_alloc(sizeof(struct selection));
	struct parser parser = { .in = json_at_start(text), .made = made };

	if (text.len > SELECTION_BYTES)
		return json_refuse(&parser.in, err, "longer than %d bytes",
				   SELECTION_BYTES);
	if (read_item(&parser, err) < 0 || json_at_end(&parser.in, err) < 0)
		return -1;
	*ret_selection = TAKE(made);
	return 0;
}

void selection_free(struct selection *selection)
{
	mem_free(selection);
}

bool selection_names(const struct selection *selection, enum selection_field_id id)
{
	for (size_t i = 0; i < selection->nodes_count; i++)
		if (!selection->nodes[i].is_group && selection->nodes[i].field == id)
			return true;
	return false;
}

bool selection_requires(const struct selection *selection, enum selection_field_id id)
{
	const struct selection_node *nodes = selection->nodes;

	if (nodes[0].join != JOIN_ALL)
		return false;
	for (size_t i = 1; i < nodes[0].end; i = nodes[i].end)
		if (!nodes[i].is_group && nodes[i].field == id &&
		    nodes[i].op == OPERATOR_IS &&
		    selection->values[nodes[i].values_from].number == 1)
			return true;
	return false;
}
