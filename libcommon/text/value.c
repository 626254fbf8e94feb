/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Hides how the tree is held: every value is one node, members and items are linked in
 * order. Objects here have a dozen members at most, so a name is found by walking.
 */
#include "text/value.h"

#include <string.h>

struct value {
	enum value_kind kind;
	bool yes;
	char *name; /* in an object */
	size_t name_len;
	char *text;
	struct value *first;
	struct value *last;
	struct value *next;
};

static struct value *value_new(enum value_kind kind)
{
	struct value *value = mem_alloc(sizeof(*value));

	value->kind = kind;
	return value;
}

static struct value *append(struct value *parent, const char *name, enum value_kind kind)
{
	struct value *child = value_new(kind);

	child->name = mem_text(name);
	child->name_len = name ? strlen(name) : 0;
	if (parent->last)
		parent->last->next = child;
	else
		parent->first = child;
	parent->last = child;
	return child;
}

struct value *value_new_object(void)
{
	return value_new(VALUE_OBJECT);
}

void value_free(struct value *root)
{
	if (!root)
		return;
	while (root->first) {
		struct value *child = root->first;

		root->first = child->next;
		value_free(child);
	}
	mem_free(root->name);
	mem_free(root->text);
	mem_free(root);
}

void value_set_text(struct value *object, const char *name, const char *text)
{
	if (text)
		append(object, name, VALUE_TEXT)->text = mem_text(text);
}

void value_set_bool(struct value *object, const char *name, bool yes)
{
	append(object, name, VALUE_BOOL)->yes = yes;
}

void value_set_none(struct value *object, const char *name)
{
	append(object, name, VALUE_NONE);
}

struct value *value_set_object(struct value *object, const char *name)
{
	return append(object, name, VALUE_OBJECT);
}

struct value *value_set_list(struct value *object, const char *name)
{
	return append(object, name, VALUE_LIST);
}

void value_add_text(struct value *list, const char *text)
{
	append(list, NULL, VALUE_TEXT)->text = mem_text(text ? text : "");
}

void value_add_bool(struct value *list, bool yes)
{
	append(list, NULL, VALUE_BOOL)->yes = yes;
}

struct value *value_add_object(struct value *list)
{
	return append(list, NULL, VALUE_OBJECT);
}

struct value *value_add_list(struct value *list)
{
	return append(list, NULL, VALUE_LIST);
}

enum value_kind value_kind(const struct value *value)
{
	return value->kind;
}

const struct value *value_member(const struct value *object, struct slice name)
{
	const struct value *found = NULL;

	if (object->kind != VALUE_OBJECT)
		return NULL;
	for (const struct value *child = object->first; child; child = child->next) {
		if (name.len == child->name_len &&
		    memcmp(name.at, child->name, name.len) == 0)
			found = child;
	}
	return found;
}

bool value_is_true(const struct value *value)
{
	switch (value->kind) {
	case VALUE_TEXT:
		return value->text[0] != '\0';
	case VALUE_BOOL:
		return value->yes;
	case VALUE_LIST:
		return value->first != NULL;
	case VALUE_OBJECT:
		return true;
	case VALUE_NONE:
		break;
	}
	return false;
}

const char *value_text(const struct value *value)
{
	return value->kind == VALUE_TEXT ? value->text : "";
}

const struct value *value_first(const struct value *list)
{
	return list->first;
}

const struct value *value_next(const struct value *item)
{
	return item->next;
}
