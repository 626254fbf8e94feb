/* SPDX-License-Identifier: Apache-2.0 */
/* The grammar of JSON as functions, one a rule; what stands between quotes is
 * lex_text.c's. */
#include "msg/lex.h"

#include <string.h>

#include "base/mem.h"
#include "msg/lex_text.h"
#include "msg/msg.h"

struct lex lex_new(struct slice json, char *texts)
{
	const char *begin = json.at ? json.at : "";
	return (struct lex){
		.begin = begin,
		.at = begin,
		.end = begin + json.len,
		.texts = texts,
	};
}

static void skip_space(struct lex *lex)
{
	const char *at = lex->at;
	while (at < lex->end && (*at == ' ' || *at == '\n' || *at == '\t' || *at == '\r'))
		at++;
	lex->at = at;
}

static int take_word(struct lex *lex, const char *word)
{
	for (; *word; word++)
		if (!lex_take(lex, *word))
			return lex_wrong(lex, LEX_NOT_JSON);
	return 0;
}

static bool is_digit(const struct lex *lex)
{
	return lex->at < lex->end && *lex->at >= '0' && *lex->at <= '9';
}

static int take_digits(struct lex *lex)
{
	if (!is_digit(lex))
		return lex_wrong(lex, LEX_NOT_JSON);
	while (is_digit(lex))
		lex->at++;
	return 0;
}

/* The digits before fraction and exponent; counted downwards, where 64 bits reach one
 * further. */
static int take_whole(struct lex *lex, struct lex_value *value)
{
	bool minus = lex_take(lex, '-');
	bool zero = lex_take(lex, '0');
	int64_t number = 0;
	value->fits = true;
	if (!zero && !is_digit(lex))
		return lex_wrong(lex, LEX_NOT_JSON);
	for (; !zero && is_digit(lex); lex->at++)
		value->fits &= !__builtin_mul_overflow(number, 10, &number) &&
			       !__builtin_sub_overflow(number, *lex->at - '0', &number);
	if (!minus)
		value->fits &= !__builtin_sub_overflow(0, number, &number);
	value->number = number;
	return 0;
}

static int take_number(struct lex *lex, struct lex_value *value)
{
	if (take_whole(lex, value) < 0)
		return -1;
	value->kind = LEX_WHOLE;
	if (lex_take(lex, '.')) {
		value->kind = LEX_FRACTION;
		if (take_digits(lex) < 0)
			return -1;
	}
	if (!lex_take(lex, 'e') && !lex_take(lex, 'E'))
		return 0;
	value->kind = LEX_FRACTION;
	if (!lex_take(lex, '+'))
		lex_take(lex, '-');
	return take_digits(lex);
}

static int open_bracket(struct lex *lex, enum lex_kind kind, struct lex_value *value)
{
	value->kind = kind;
	if (++lex->depth > MSG_MAX_DEPTH)
		return lex_wrong(lex, "too deep a nesting");
	return 0;
}

static int plain_word(struct lex *lex, enum lex_kind kind, const char *rest,
		      struct lex_value *value)
{
	value->kind = kind;
	return take_word(lex, rest);
}

int lex_value(struct lex *lex, struct lex_value *ret_value)
{
	skip_space(lex);
	if (lex->at == lex->end)
		return lex_wrong(lex, LEX_NOT_JSON);
	char c = *lex->at;
	if (c == '-' || (c >= '0' && c <= '9'))
		return take_number(lex, ret_value);
	lex->at++;
	switch (c) {
	case '"':
		ret_value->kind = LEX_TEXT;
		return lex_text(lex, &ret_value->text);
	case '{':
		return open_bracket(lex, LEX_OBJECT, ret_value);
	case '[':
		return open_bracket(lex, LEX_LIST, ret_value);
	case 't':
		return plain_word(lex, LEX_TRUE, "rue", ret_value);
	case 'f':
		return plain_word(lex, LEX_FALSE, "alse", ret_value);
	case 'n':
		return plain_word(lex, LEX_NULL, "ull", ret_value);
	default:
		lex->at--;
		return lex_wrong(lex, LEX_NOT_JSON);
	}
}

int lex_more(struct lex *lex, char close, size_t count)
{
	skip_space(lex);
	if (lex_take(lex, close)) {
		lex->depth--;
		return 0;
	}
	if (count > 0 && !lex_take(lex, ','))
		return lex_wrong(lex, LEX_NOT_JSON);
	return 1;
}

int lex_key(struct lex *lex, struct slice *ret_key)
{
	skip_space(lex);
	if (!lex_take(lex, '"'))
		return lex_wrong(lex, LEX_NOT_JSON);
	if (lex_text(lex, ret_key) < 0)
		return -1;
	skip_space(lex);
	return lex_take(lex, ':') ? 0 : lex_wrong(lex, LEX_NOT_JSON);
}

static int skip_next(struct lex *lex)
{
	struct lex_value value;
	if (lex_value(lex, &value) < 0)
		return -1;
	return lex_skip(lex, &value);
}

static int skip_object(struct lex *lex)
{
	LEX_KEYS_AUTO keys = { 0 };
	struct slice key;
	int more;
	while ((more = lex_more(lex, '}', keys.count)) > 0)
		if (lex_key(lex, &key) < 0 || lex_keys_add(lex, &keys, key) < 0 ||
		    skip_next(lex) < 0)
			return -1;
	return more;
}

static int skip_list(struct lex *lex)
{
	int more;
	for (size_t count = 0; (more = lex_more(lex, ']', count)) > 0; count++)
		if (skip_next(lex) < 0)
			return -1;
	return more;
}

int lex_skip(struct lex *lex, const struct lex_value *value)
{
	if (value->kind == LEX_OBJECT)
		return skip_object(lex);
	if (value->kind == LEX_LIST)
		return skip_list(lex);
	return 0;
}

int lex_end(struct lex *lex)
{
	skip_space(lex);
	return lex->at == lex->end ? 0 : lex_wrong(lex, "something after the end");
}

int lex_twice(struct lex *lex)
{
	return lex_wrong(lex, "a key that stands twice in one object");
}

int lex_keys_add(struct lex *lex, struct lex_keys *keys, struct slice key)
{
	for (size_t i = 0; i < keys->count; i++)
		if (keys->keys[i].len == key.len &&
		    memcmp(keys->keys[i].at, key.at, key.len) == 0)
			return lex_twice(lex);
	if (keys->count == LEX_MAX_KEYS)
		return lex_wrong(lex, "an object with more than 1000 keys");
	/* Room doubles at 8, 16, 32 … */
	size_t count = keys->count;
	if (count == 0 || (count >= 8 && (count & (count - 1)) == 0))
		keys->keys = mem_grow(keys->keys, (count ? 2 * count : 8) * sizeof key);
	keys->keys[keys->count++] = key;
	return 0;
}

void lex_keys_done(struct lex_keys *keys)
{
	mem_free(keys->keys);
	*keys = (struct lex_keys){ 0 };
}

int lex_refuse(const struct lex *lex, struct err *err)
{
	int line = 1;
	const char *start = lex->begin;
	for (const char *p = lex->begin; p < lex->at; p++) {
		if (*p != '\n')
			continue;
		line++;
		start = p + 1;
	}
	return err_set_code(err, ERR_INVALID, MSG_NOT_JSON,
			    "line %d, column %d of the message: %s", line,
			    (int)(lex->at - start) + 1, lex->why);
}

int lex_check(struct slice json, char *texts, struct err *err)
{
	struct lex lex = lex_new(json, texts);
	struct lex_value value = { .kind = LEX_NULL };
	int done = lex_value(&lex, &value);
	if (done == 0 && value.kind != LEX_OBJECT && value.kind != LEX_LIST)
		done = lex_wrong(&lex, "neither an object nor a list");
	if (done < 0 || lex_skip(&lex, &value) < 0 || lex_end(&lex) < 0)
		return lex_refuse(&lex, err);
	return 0;
}
