/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The data a template is filled with: texts, yes/no, objects and lists, as a tree.
 *
 * An object owns what is set in it, the whole tree is freed at its root. Names and texts
 * are copied. Setting a name twice keeps both, the last one counts. Thread: one at a time
 * while it is built, any afterwards.
 */
#ifndef BEURT_TEXT_VALUE_H
#define BEURT_TEXT_VALUE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/mem.h"
#include "base/slice.h"

enum value_kind { VALUE_NONE, VALUE_TEXT, VALUE_BOOL, VALUE_OBJECT, VALUE_LIST };

struct value;

struct value *value_new_object(void);
void value_free(struct value *root);
AUTO_FREE(value, value_free)

/* NULL text sets nothing: the name stays absent. */
void value_set_text(struct value *object, const char *name, const char *text);
void value_set_bool(struct value *object, const char *name, bool yes);
void value_set_none(struct value *object, const char *name);
/* The new object or list is lent until the root is freed. */
struct value *value_set_object(struct value *object, const char *name);
struct value *value_set_list(struct value *object, const char *name);
void value_add_text(struct value *list, const char *text);
void value_add_bool(struct value *list, bool yes);
struct value *value_add_object(struct value *list);
struct value *value_add_list(struct value *list);

/* Reading, for the renderer. Pointers are lent until the root is freed. */
enum value_kind value_kind(const struct value *value);
const struct value *value_member(const struct value *object, struct slice name);
/* False: no, empty text, empty list, nothing. */
bool value_is_true(const struct value *value);
const char *value_text(const struct value *value); /* "" when it is not a text */
const struct value *value_first(const struct value *list);
const struct value *value_next(const struct value *item);

#endif
