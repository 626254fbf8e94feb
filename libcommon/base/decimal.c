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

struct reader {
	const char *at;
	__int128 digits;
	int significant; /* digits so far, without leading zeros */
	int scale;
};

/* How many digits stand here. Beyond the maximum they are only counted. */
static int take_digits(struct reader *in)
{
	int count = 0;

	for (; is_digit(*in->at); in->at++, count++) {
		if (in->significant <= MAX_WHOLE)
			in->digits = in->digits * 10 + (*in->at - '0');
		in->significant += in->digits != 0;
	}
	return count;
}

/* Digits before the mark. Beside a comma, dots may part them by three: "1.234.567". */
static bool take_whole(struct reader *in, enum decimal_mark mark)
{
	int count = take_digits(in);

	if (mark == DECIMAL_COMMA && *in->at == '.') {
		if (count < 1 || count > 3)
			return false;
		while (*in->at == '.') {
			in->at++;
			if (take_digits(in) != 3)
				return false;
		}
	}
	return in->significant <= MAX_WHOLE;
}

static bool take_fraction(struct reader *in)
{
	for (; is_digit(*in->at); in->at++) {
		if (++in->scale > MAX_SCALE)
			return false;
		in->digits = in->digits * 10 + (*in->at - '0');
	}
	return true;
}

int decimal_parse(const char *text, enum decimal_mark mark, struct decimal *ret_value,
		  struct err *err)
{
	struct reader in = { .at = text == NULL ? "" : text };
	const char point = mark == DECIMAL_COMMA ? ',' : '.';
	bool negative = *in.at == '-';
	const char *first;

	if (*in.at == '-' || *in.at == '+')
		in.at++;
	first = in.at;
	if (!take_whole(&in, mark))
		return err_set(err, ERR_INVALID, "not a number we can read: %.40s", text);
	if (*in.at == point && (is_digit(in.at[1]) || in.at > first)) {
		in.at++;
		if (!take_fraction(&in))
			return err_set(err, ERR_INVALID, "more than %d decimals: %.40s",
				       MAX_SCALE, text);
	}
	if (in.at == first || *in.at != '\0')
		return err_set(err, ERR_INVALID, "not a number we can read: %.40s",
			       text == NULL ? "" : text);
	*ret_value = (struct decimal){ negative ? -in.digits : in.digits, in.scale };
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
