/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Nodes and data to text: looks names up from the innermost context outwards, repeats
 * sections, and puts a partial's indentation before each of its lines.
 *
 * Contexts and indentations are linked through the C stack: both are as deep as the
 * template, which the compiler and the partial limit bound.
 */
#include <string.h>

#include "text/mustache_nodes.h"

struct context {
	const struct value *value;
	const struct context *outer;
};

struct indent {
	struct slice text;
	const struct indent *outer;
};

struct place {
	const struct mustache *tmpl;
	const struct context *context;
	const struct indent *indent;
	int partials; /* how deep */
};

struct renderer {
	const struct mustache_partials *partials;
	struct strbuf *out;
};

static void put_escaped(struct strbuf *out, const char *text)
{
	static const char *const entity[128] = {
		['&'] = "&amp;",  ['<'] = "&lt;",   ['>'] = "&gt;",
		['"'] = "&quot;", ['\''] = "&#39;",
	};

	while (*text) {
		size_t plain = strcspn(text, "&<>\"'");

		strbuf_add_n(out, text, plain);
		text += plain;
		if (*text)
			strbuf_add(out, entity[(unsigned char)*text++]);
	}
}

static void put_indent(struct strbuf *out, const struct indent *indent)
{
	if (!indent)
		return;
	put_indent(out, indent->outer);
	strbuf_add_n(out, indent->text.at, indent->text.len);
}

/* Cuts the part before the next '.' off `name`. */
static struct slice next_part(struct slice *name)
{
	const char *dot = memchr(name->at, '.', name->len);
	struct slice part = { name->at, dot ? (size_t)(dot - name->at) : name->len };
	size_t used = part.len + (dot != NULL);

	*name = (struct slice){ name->at + used, name->len - used };
	return part;
}

/* The first part is looked for outwards, what follows only inside what it gave. */
static const struct value *look_up(const struct context *context, struct slice name)
{
	if (slice_is(name, "."))
		return context->value;
	struct slice first = next_part(&name);
	const struct value *found = NULL;

	for (; context && !found; context = context->outer)
		found = value_member(context->value, first);
	while (found && name.len > 0)
		found = value_member(found, next_part(&name));
	return found;
}

static int render_range(const struct renderer *r, const struct place *place, size_t from,
			size_t to, struct err *err);

static int render_inner(const struct renderer *r, const struct place *place,
			const struct value *value, size_t section, struct err *err)
{
	struct context context = { value, place->context };
	struct place inner = *place;

	inner.context = &context;
	return render_range(r, &inner, section + 1, place->tmpl->nodes[section].end, err);
}

static int render_section(const struct renderer *r, const struct place *place,
			  size_t section, struct err *err)
{
	const struct value *value =
		look_up(place->context, place->tmpl->nodes[section].text);

	if (!value || !value_is_true(value))
		return 0;
	if (value_kind(value) != VALUE_LIST)
		return render_inner(r, place, value, section, err);
	for (const struct value *item = value_first(value); item;
	     item = value_next(item)) {
		if (render_inner(r, place, item, section, err) < 0)
			return -1;
		if (r->out->full)
			break;
	}
	return 0;
}

static int render_inverted(const struct renderer *r, const struct place *place,
			   size_t section, struct err *err)
{
	const struct node *node = &place->tmpl->nodes[section];
	const struct value *value = look_up(place->context, node->text);

	if (value && value_is_true(value))
		return 0;
	return render_range(r, place, section + 1, node->end, err);
}

static int render_partial(const struct renderer *r, const struct place *place,
			  const struct node *node, struct err *err)
{
	const struct mustache *tmpl =
		r->partials ? r->partials->find(r->partials->context, node->text) : NULL;

	if (!tmpl)
		return 0;
	if (place->partials == MUSTACHE_PARTIALS_DEEP)
		return err_set(err, ERR_INVALID, "partials nest deeper than %d at '%.*s'",
			       MUSTACHE_PARTIALS_DEEP, (int)node->text.len,
			       node->text.at);
	struct indent indent = { node->indent, place->indent };
	struct place inner = { .tmpl = tmpl,
			       .context = place->context,
			       .indent = node->indent.at ? &indent : NULL,
			       .partials = place->partials + 1 };

	return render_range(r, &inner, 0, tmpl->count, err);
}

static void render_variable(const struct renderer *r, const struct place *place,
			    const struct node *node)
{
	const struct value *value = look_up(place->context, node->text);

	if (!value)
		return;
	if (node->kind == NODE_RAW)
		strbuf_add(r->out, value_text(value));
	else
		put_escaped(r->out, value_text(value));
}

static int render_node(const struct renderer *r, const struct place *place, size_t at,
		       struct err *err)
{
	const struct node *node = &place->tmpl->nodes[at];

	if (node->line_start)
		put_indent(r->out, place->indent);
	switch (node->kind) {
	case NODE_TEXT:
		strbuf_add_n(r->out, node->text.at, node->text.len);
		return 0;
	case NODE_VARIABLE:
	case NODE_RAW:
		render_variable(r, place, node);
		return 0;
	case NODE_SECTION:
		return render_section(r, place, at, err);
	case NODE_INVERTED:
		return render_inverted(r, place, at, err);
	case NODE_PARTIAL:
		return render_partial(r, place, node, err);
	}
	return 0;
}

static int render_range(const struct renderer *r, const struct place *place, size_t from,
			size_t to, struct err *err)
{
	const struct node *nodes = place->tmpl->nodes;

	while (from < to && !r->out->full) {
		if (render_node(r, place, from, err) < 0)
			return -1;
		bool section = nodes[from].kind == NODE_SECTION ||
			       nodes[from].kind == NODE_INVERTED;

		from = section ? nodes[from].end : from + 1;
	}
	return 0;
}

int mustache_render(const struct mustache *tmpl, const struct value *data,
		    const struct mustache_partials *partials, struct strbuf *out,
		    struct err *err)
{
	struct renderer r = { .partials = partials, .out = out };
	struct context context = { .value = data };
	struct place place = { .tmpl = tmpl, .context = &context };

	if (render_range(&r, &place, 0, tmpl->count, err) < 0)
		return -1;
	return strbuf_check(out, err);
}
