/* SPDX-License-Identifier: Apache-2.0 */
/*
 * How a path finds nodes. The language is small enough to be walked as text: nothing is
 * compiled, and a path that does not fit the grammar finds nothing.
 */
#include "invoice/domain/ubl_node.h"

#include <string.h>

#include "base/slice.h"

/* One step of a path, cut out of its text. */
struct step {
	struct slice name;
	struct slice child; /* of the condition; empty = none */
	struct slice value; /* at NULL: the child must exist */
	bool deep;          /* stood behind "//" */
	const char *rest;   /* what follows, "" at the end */
};

static bool is_either(const char *name, const char *a, const char *b)
{
	return strcmp(name, a) == 0 || strcmp(name, b) == 0;
}

static bool name_fits(const struct ubl_node *node, struct slice name)
{
	if (slice_is(name, "*"))
		return true;
	if (name.len > 0 && name.at[0] != '~')
		return slice_is(name, node->name);
	if (slice_is(name, "~Line"))
		return is_either(node->name, "InvoiceLine", "CreditNoteLine");
	if (slice_is(name, "~TypeCode"))
		return is_either(node->name, "InvoiceTypeCode", "CreditNoteTypeCode");
	if (slice_is(name, "~Quantity"))
		return is_either(node->name, "InvoicedQuantity", "CreditedQuantity");
	return false;
}

static void read_condition(struct step *step, const char *at)
{
	const char *end = strchr(at, ']');
	const char *equals = memchr(at, '=', (size_t)(end - at));

	step->child = (struct slice){ at, (size_t)((equals ? equals : end) - at) };
	if (equals)
		step->value = (struct slice){ equals + 1, (size_t)(end - equals - 1) };
	step->rest = end + 1;
}

static struct step read_step(const char *path)
{
	struct step step = { .rest = "" };

	if (strncmp(path, "//", 2) == 0) {
		step.deep = true;
		path += 2;
	} else if (*path == '/') {
		path++;
	}
	size_t len = strcspn(path, "/[|");

	step.name = (struct slice){ path, len };
	step.rest = path + len;
	if (path[len] == '[')
		read_condition(&step, path + len + 1);
	return step;
}

/* What a walk does with the nodes it finds; true stops it. */
struct walk {
	bool (*found)(struct walk *walk, const struct ubl_node *node);
	struct ubl_nodes *into;
	const struct ubl_node *first;
	size_t count;
	size_t room;
};

static bool walk_path(const struct ubl_node *from, const char *path, struct walk *walk);

static bool note_first(struct walk *walk, const struct ubl_node *node)
{
	walk->first = node;
	return true;
}

/* xs:boolean writes 0 and 1 too; no condition compares anything else with these words. */
static bool value_is(struct slice value, const char *text)
{
	if (slice_is(value, text))
		return true;
	return (slice_is(value, "true") && strcmp(text, "1") == 0) ||
	       (slice_is(value, "false") && strcmp(text, "0") == 0);
}

/* Conditions compare a direct child, or a grandchild as in TaxScheme/ID. */
static bool child_fits(const struct ubl_node *node, struct slice child,
		       struct slice value)
{
	const char *slash = memchr(child.at, '/', child.len);
	struct slice name = child;

	if (slash)
		name.len = (size_t)(slash - child.at);
	for (const struct ubl_node *n = node->first; n; n = n->next) {
		if (!slice_is(name, n->name))
			continue;
		if (slash) {
			size_t skip = name.len + 1;
			struct slice below = { child.at + skip, child.len - skip };

			if (child_fits(n, below, value))
				return true;
		} else if (!value.at || value_is(value, n->text)) {
			return true;
		}
	}
	return false;
}

static bool step_fits(const struct ubl_node *node, const struct step *step)
{
	return name_fits(node, step->name) &&
	       (step->child.len == 0 || child_fits(node, step->child, step->value));
}

static bool at_end(const char *rest)
{
	return *rest == '\0' || *rest == '|' || strncmp(rest, "/@", 2) == 0;
}

static bool walk_step(const struct ubl_node *from, const struct step *step,
		      struct walk *walk)
{
	for (const struct ubl_node *node = from->first; node; node = node->next) {
		if (step_fits(node, step)) {
			bool stop = at_end(step->rest)
					    ? walk->found(walk, node)
					    : walk_path(node, step->rest, walk);
			if (stop)
				return true;
		}
		if (step->deep && walk_step(node, step, walk))
			return true;
	}
	return false;
}

static bool walk_path(const struct ubl_node *from, const char *path, struct walk *walk)
{
	if (*path == '@' || *path == '\0' || strcmp(path, ".") == 0)
		return walk->found(walk, from);
	struct step step = read_step(path);

	return walk_step(from, &step, walk);
}

static void walk_all(const struct ubl_node *from, const char *path, struct walk *walk)
{
	for (const char *part = path; part; part = strchr(part, '|')) {
		if (*part == '|')
			part++;
		if (walk_path(from, part, walk))
			return;
	}
}

static const char *attribute_name(const char *path)
{
	const char *at = strrchr(path, '@');

	return at ? at + 1 : NULL;
}

const struct ubl_node *ubl_first(const struct ubl_node *from, const char *path)
{
	struct walk walk = { .found = note_first };

	walk_all(from, path, &walk);
	return walk.first;
}

static bool note_count(struct walk *walk, const struct ubl_node *node)
{
	if (walk->into) {
		if (walk->count == walk->room) {
			walk->room = walk->room ? walk->room * 2 : 16;
			walk->into->at = mem_grow(walk->into->at,
						  walk->room * sizeof(*walk->into->at));
		}
		walk->into->at[walk->count] = node;
	}
	walk->count++;
	return false;
}

size_t ubl_count(const struct ubl_node *from, const char *path)
{
	struct walk walk = { .found = note_count };

	walk_all(from, path, &walk);
	return walk.count;
}

struct ubl_nodes ubl_find(const struct ubl_node *from, const char *path)
{
	struct ubl_nodes nodes = { NULL, 0 };
	struct walk walk = { .found = note_count, .into = &nodes };

	walk_all(from, path, &walk);
	nodes.count = walk.count;
	return nodes;
}

void ubl_nodes_done(struct ubl_nodes *nodes)
{
	mem_free(nodes->at);
	*nodes = (struct ubl_nodes){ NULL, 0 };
}

const char *ubl_text(const struct ubl_node *from, const char *path)
{
	const struct ubl_node *node = ubl_first(from, path);
	const char *attribute = attribute_name(path);

	if (!node)
		return NULL;
	return attribute ? ubl_attribute(node, attribute) : node->text;
}

const char *ubl_value(const struct ubl_node *from, const char *path)
{
	const char *text = ubl_text(from, path);

	return text && *text ? text : NULL;
}

bool ubl_has(const struct ubl_node *from, const char *path)
{
	if (!attribute_name(path))
		return ubl_first(from, path) != NULL;
	UBL_NODES nodes = ubl_find(from, path);

	for (size_t i = 0; i < nodes.count; i++) {
		if (ubl_attribute(nodes.at[i], attribute_name(path)))
			return true;
	}
	return false;
}

bool ubl_is(const struct ubl_node *from, const char *path, const char *value)
{
	const char *text = ubl_text(from, path);

	return text && strcmp(text, value) == 0;
}

bool ubl_number(const struct ubl_node *from, const char *path, struct decimal *ret_value)
{
	const char *text = ubl_value(from, path);

	return text && decimal_parse(text, DECIMAL_POINT, ret_value, NULL) == 0;
}

struct decimal ubl_sum(const struct ubl_node *from, const char *path)
{
	struct decimal sum = { 0, 0 };
	UBL_NODES nodes = ubl_find(from, path);

	for (size_t i = 0; i < nodes.count; i++) {
		struct decimal value;

		if (ubl_number(nodes.at[i], ".", &value))
			sum = decimal_add(sum, value);
	}
	return sum;
}
