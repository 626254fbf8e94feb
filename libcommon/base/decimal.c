/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Exact decimals in 128 bits.
 *
 * Every value is smaller than 10^18 with at most 12 decimals, so it takes at most 30
 * digits, and 10^8 of them can be added before 128 bits run out: sums need no check.
 * Products are checked.
 */
#include "base/decimal.h"

#include <stdbool.h>
#include <stdio.h>
#include <string.h>

enum { MAX_SCALE = 12, MAX_WHOLE = 18 };

static __int128 power_of_ten(int exponent)
{
	__int128 power = 1;

	while (exponent-- > 0)
		power *= 10;
	return power;
}

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* Digits before the mark. With a decimal comma, dots may part them by three: "1.234.567".
 * False when there are too many or a dot stands elsewhere. */
static bool take_whole(const char **at, enum decimal_mark mark, __int128 *ret_digits)
{
	int significant = 0;
	int since_dot = -1; /* -1: no dot yet, when any number of digits may lead */
	int leading = 0;

	for (;; (*at)++) {
		char c = **at;

		if (c == '.' && mark == DECIMAL_COMMA) {
			if (since_dot < 0 ? leading < 1 || leading > 3 : since_dot != 3)
				return false;
			since_dot = 0;
			continue;
		}
		if (!is_digit(c))
			return since_dot < 0 || since_dot == 3;
		*ret_digits = *ret_digits * 10 + (c - '0');
		significant += *ret_digits != 0;
		if (since_dot < 0)
			leading++;
		else
			since_dot++;
		if (significant > MAX_WHOLE)
			return false;
	}
}

static bool take_fraction(const char **at, __int128 *digits, int *ret_scale)
{
	for (; is_digit(**at); (*at)++) {
		if (++*ret_scale > MAX_SCALE)
			return false;
		*digits = *digits * 10 + (**at - '0');
	}
	return true;
}

int decimal_parse(const char *text, enum decimal_mark mark, struct decimal *ret_value,
		  struct err *err)
{
	const char point = mark == DECIMAL_COMMA ? ',' : '.';
	struct decimal value = { 0, 0 };
	const char *at = text == NULL ? "" : text;
	bool negative = *at == '-';
	const char *first;

	if (*at == '-' || *at == '+')
		at++;
	first = at;
	if (!take_whole(&at, mark, &value.digits))
		return err_set(err, ERR_INVALID, "not a number we can read: %.40s", text);
	if (*at == point && (is_digit(at[1]) || at > first)) {
		at++;
		if (!take_fraction(&at, &value.digits, &value.scale))
			return err_set(err, ERR_INVALID, "more than %d decimals: %.40s",
				       MAX_SCALE, text);
	}
	if (at == first || *at != '\0')
		return err_set(err, ERR_INVALID, "not a number we can read: %.40s",
			       text == NULL ? "" : text);
	if (negative)
		value.digits = -value.digits;
	*ret_value = value;
	return 0;
}

struct decimal decimal_from_cents(int64_t cents)
{
	return (struct decimal){ cents, 2 };
}

/* The same value with more decimals. */
static __int128 digits_at(struct decimal value, int scale)
{
	return value.digits * power_of_ten(scale - value.scale);
}

static int larger_scale(struct decimal a, struct decimal b)
{
	return a.scale > b.scale ? a.scale : b.scale;
}

struct decimal decimal_add(struct decimal a, struct decimal b)
{
	int scale = larger_scale(a, b);

	return (struct decimal){ digits_at(a, scale) + digits_at(b, scale), scale };
}

struct decimal decimal_subtract(struct decimal a, struct decimal b)
{
	int scale = larger_scale(a, b);

	return (struct decimal){ digits_at(a, scale) - digits_at(b, scale), scale };
}

/* The same value without zeros at its end. */
static struct decimal trimmed(struct decimal value)
{
	while (value.scale > 0 && value.digits % 10 == 0) {
		value.digits /= 10;
		value.scale--;
	}
	return value;
}

int decimal_multiply(struct decimal a, struct decimal b, struct decimal *ret_value,
		     struct err *err)
{
	struct decimal left = trimmed(a);
	struct decimal right = trimmed(b);
	struct decimal product = { 0, left.scale + right.scale };
	__int128 limit;

	if (__builtin_mul_overflow(left.digits, right.digits, &product.digits))
		return err_set(err, ERR_INVALID, "product has too many digits");
	product = trimmed(product);
	if (product.scale > MAX_SCALE)
		return err_set(err, ERR_INVALID, "product has more than %d decimals",
			       MAX_SCALE);
	limit = power_of_ten(MAX_WHOLE + product.scale);
	if (product.digits >= limit || product.digits <= -limit)
		return err_set(err, ERR_INVALID, "product is larger than %d digits",
			       MAX_WHOLE);
	*ret_value = product;
	return 0;
}

int decimal_compare(struct decimal a, struct decimal b)
{
	int scale = larger_scale(a, b);
	__int128 left = digits_at(a, scale);
	__int128 right = digits_at(b, scale);

	return (left > right) - (left < right);
}

struct decimal decimal_round(struct decimal value, int scale)
{
	__int128 unit;
	__int128 half;

	if (scale >= value.scale)
		return value;
	unit = power_of_ten(value.scale - scale);
	half = value.digits < 0 ? -unit / 2 : unit / 2;
	return (struct decimal){ (value.digits + half) / unit, scale };
}

int decimal_to_cents(struct decimal value, int64_t *ret_cents, struct err *err)
{
	struct decimal exact = trimmed(value);
	__int128 cents;

	if (exact.scale > 2)
		return err_set(err, ERR_INVALID, "amount has more than 2 decimals");
	cents = digits_at(exact, 2);
	if (cents > INT64_MAX || cents < INT64_MIN)
		return err_set(err, ERR_INVALID, "amount is too large");
	*ret_cents = (int64_t)cents;
	return 0;
}

const char *decimal_format(struct decimal value, char ret_text[DECIMAL_TEXT])
{
	bool negative = value.digits < 0;
	char *at = ret_text + DECIMAL_TEXT - 1;
	int written = 0;

	*at = '\0';
	do {
		int digit = (int)(value.digits % 10);

		*--at = (char)('0' + (digit < 0 ? -digit : digit));
		value.digits /= 10;
		if (++written == value.scale)
			*--at = '.';
	} while (value.digits != 0 || written <= value.scale);
	if (negative)
		*--at = '-';
	memmove(ret_text, at, strlen(at) + 1);
	return ret_text;
}
