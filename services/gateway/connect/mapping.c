/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Decides what a mapping means: a field is read from a path or is a fixed text, its words
 * are exchanged, and a dotted name of a field that is written opens objects.
 */
#include "gateway/connect/mapping.h"

#include <string.h>

#include "base/json_out.h"

#define NAME_MOST  80
#define DEPTH_MOST 8

const struct wire_connector_out *
mapping_of_fact(const struct wire_connector_mapping *mapping,
		enum wire_connector_fact fact)
{
	for (size_t i = 0; i < mapping->out_count; i++)
		if (mapping->out[i].fact == fact)
			return &mapping->out[i];
	return NULL;
}

bool mapping_of_message(const struct wire_connector_mapping *mapping, const char *channel,
			struct wire_connector_out *ret_out)
{
	enum wire_channel wanted = channel ? wire_channel_of(channel) : WIRE_CHANNEL_NONE;

	for (size_t i = 0; i < mapping->carry_count; i++) {
		const struct wire_connector_carry *carry = &mapping->carry[i];

		if (carry->channel && carry->channel != wanted)
			continue;
		*ret_out = (struct wire_connector_out){
			.fields = carry->fields,
			.fields_count = carry->fields_count,
		};
		return true;
	}
	return false;
}

static int exchange(const struct wire_connector_field *field, struct strbuf *value,
		    struct err *err)
{
	for (size_t i = 0; i < field->words_count; i++) {
		if (strcmp(field->words[i].from, value->text) != 0)
			continue;
		strbuf_clear(value);
		strbuf_add(value, field->words[i].to);
		return 0;
	}
	if (field->words_count > 0)
		return err_set_code(err, ERR_INVALID, "MAPPING_WORD",
				    "field '%.40s': the mapping does not know this word",
				    field->to);
	return 0;
}

/* The kind decides how it is written; exchanged words are texts. */
static int read_field(const struct wire_connector_field *field,
		      const struct mapping_source *source, struct strbuf *value,
		      enum json_kind *ret_kind, struct err *err)
{
	*ret_kind = JSON_ABSENT;
	if (field->is) {
		strbuf_add(value, field->is);
		*ret_kind = JSON_TEXT;
		return 0;
	}
	enum json_kind kind = field->from ? source->find(source->from, field->from, value)
					  : JSON_ABSENT;
	if (kind == JSON_ABSENT || kind == JSON_NESTED)
		return 0;
	if (value->full)
		return err_set_code(err, ERR_INVALID, "MAPPING_LONG",
				    "field '%.40s': longer than %zu bytes", field->to,
				    value->max);
	*ret_kind = field->words_count > 0 ? JSON_TEXT : kind;
	return exchange(field, value, err);
}

/* --- writing ------------------------------------------------------------------------ */

/* Objects that are open, as the dotted name of the last field said. */
struct nest {
	struct json_out out;
	char open[DEPTH_MOST][NAME_MOST + 1];
	size_t depth;
};

static void close_to(struct nest *nest, size_t depth)
{
	while (nest->depth > depth) {
		json_out_close_object(&nest->out);
		nest->depth--;
	}
}

/* One step of the name: stays in the object that is open, or opens its own. */
static void enter(struct nest *nest, size_t level, const char *name, size_t len)
{
	if (nest->depth > level && strlen(nest->open[level]) == len &&
	    memcmp(nest->open[level], name, len) == 0)
		return;
	close_to(nest, level);
	memcpy(nest->open[level], name, len);
	nest->open[level][len] = '\0';
	json_out_open_object(&nest->out, nest->open[level]);
	nest->depth = level + 1;
}

/* Returns the last part of the name. */
static const char *go_to(struct nest *nest, const char *name)
{
	size_t level = 0;
	size_t len = strcspn(name, ".");

	while (name[len] == '.' && level < DEPTH_MOST) {
		enter(nest, level++, name, len);
		name += len + 1;
		len = strcspn(name, ".");
	}
	close_to(nest, level);
	return name;
}

static void write_value(struct nest *nest, const char *name, enum json_kind kind,
			const struct strbuf *value)
{
	struct slice text = { value->text, value->len };

	if (kind == JSON_TEXT)
		json_out_text_n(&nest->out, name, text);
	else
		json_out_raw(&nest->out, name, text);
}

int mapping_write(const struct wire_connector_out *out,
		  const struct mapping_source *source, struct strbuf *json,
		  struct err *err)
{
	struct nest nest = { .out = json_out_into(json) };

	json_out_open_object(&nest.out, NULL);
	for (size_t i = 0; i < out->fields_count; i++) {
		const struct wire_connector_field *field = &out->fields[i];
		STRBUF_AUTO value = strbuf_new(WRITTEN_MOST);
		enum json_kind kind;

		if (read_field(field, source, &value, &kind, err) < 0)
			return -1;
		if (kind != JSON_ABSENT)
			write_value(&nest, go_to(&nest, field->to), kind, &value);
	}
	close_to(&nest, 0);
	json_out_close_object(&nest.out);
	return 0;
}

/* --- reading ------------------------------------------------------------------------ */

static bool fits(const char *when, const char *is, const struct mapping_source *source)
{
	STRBUF_AUTO value = strbuf_new(MAPPED_MOST);

	if (!when)
		return true;
	enum json_kind kind = source->find(source->from, when, &value);

	if (!is)
		return kind != JSON_ABSENT;
	return kind != JSON_ABSENT && !value.full && strcmp(value.text, is) == 0;
}

bool mapping_is_report(const struct wire_connector_mapping *mapping,
		       const struct mapping_source *source,
		       struct wire_connector_in *ret_in)
{
	for (size_t i = 0; i < mapping->reports_count; i++) {
		const struct wire_connector_report *report = &mapping->reports[i];

		if (!fits(report->when, report->is, source))
			continue;
		*ret_in = (struct wire_connector_in){
			.fields = report->fields,
			.fields_count = report->fields_count,
		};
		return true;
	}
	return false;
}

int mapping_kind(const struct wire_connector_mapping *mapping,
		 const struct mapping_source *source,
		 const struct wire_connector_in **ret_in, struct err *err)
{
	for (size_t i = 0; i < mapping->in_count; i++) {
		if (!fits(mapping->in[i].when, mapping->in[i].is, source))
			continue;
		*ret_in = &mapping->in[i];
		return 0;
	}
	return err_set_code(err, ERR_INVALID, "NO_KIND",
			    "the connector's mapping has no entry that fits this");
}

int mapping_read(const struct wire_connector_in *in, const struct mapping_source *source,
		 const char *name, struct strbuf *value, struct err *err)
{
	enum json_kind kind;

	for (size_t i = 0; i < in->fields_count; i++)
		if (strcmp(in->fields[i].to, name) == 0)
			return read_field(&in->fields[i], source, value, &kind, err);
	return 0;
}
