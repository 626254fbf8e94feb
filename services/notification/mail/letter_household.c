/* SPDX-License-Identifier: Apache-2.0 */
/* Each car's part of a letter is the letter it would have had alone. */
#include "notification/mail/letter_household.h"

#include <stdio.h>
#include <string.h>

#include "base/plate.h"
#include "notification/domain/wording.h"
#include "notification/mail/letter_data.h"

#define WORDS_MAX    ((size_t)1000)
#define PLATES_NAMED 2

bool letter_is_household(const struct letter *letter)
{
	return letter->form && letter->form->others_count > 0;
}

struct uuid letter_household_link(const char *intent, const char *vehicle)
{
	return uuid_named("household", intent, vehicle, NULL);
}

/* The contract holds these texts to be dates. */
static struct civil_date read_date(const char *text)
{
	struct civil_date date = NO_DATE;

	return text && civil_parse(text, &date, NULL) == 0 ? date : NO_DATE;
}

static void take_reasons(const struct wire_household_car *car, struct letter *letter)
{
	letter->reasons_count = 0;
	for (size_t i = 0; i < car->reason_kinds_count; i++)
		letter->reasons[letter->reasons_count++] =
			wire_reason_kind_word(car->reason_kinds[i]);
}

bool letter_of_car(const struct letter *letter, size_t i, struct letter *ret_letter)
{
	const struct wire_household_car *car;

	if (i > (letter->form ? letter->form->others_count : 0))
		return false;
	*ret_letter = *letter;
	ret_letter->form = NULL;
	if (i == 0)
		return true;
	car = &letter->form->others[i - 1];
	ret_letter->intent = letter_household_link(letter->intent.text, car->vehicle_id);
	ret_letter->vehicle = uuid_from(car->vehicle_id);
	ret_letter->plate = car->plate;
	ret_letter->make = car->make;
	ret_letter->model = car->model;
	ret_letter->due_date = read_date(car->due_date);
	ret_letter->apk_expiry = read_date(car->apk_expiry);
	ret_letter->last_visit = read_date(car->last_visit_date);
	take_reasons(car, ret_letter);
	return true;
}

static size_t count_cars(const struct letter *letter)
{
	return 1 + (letter->form ? letter->form->others_count : 0);
}

static bool is_english(const struct letter *letter)
{
	return letter->language == GREETING_EN;
}

/* "", ", " or " en " before the i-th of `count`. */
static const char *joint(const struct letter *letter, size_t i, size_t count)
{
	if (i == 0)
		return "";
	if (i + 1 < count)
		return ", ";
	return is_english(letter) ? " and " : " en ";
}

/* "Toyota Yaris"; "" when nobody told the make. */
static void write_car(const struct letter *car, struct strbuf *out)
{
	STRBUF_AUTO model = strbuf_new(WORDS_MAX);

	wording_make(car->make ? car->make : "", out);
	wording_make(car->model ? car->model : "", &model);
	strbuf_addf(out, "%s%s", out->len && model.len ? " " : "", model.text);
}

static void write_plate(const struct letter *car, struct strbuf *out)
{
	struct plate plate = plate_read(car->plate ? car->plate : "");

	strbuf_add(out, plate.valid ? plate.formatted : car->plate ? car->plate : "");
}

void letter_car_words(const struct letter *letter, struct strbuf *out)
{
	struct letter car;

	for (size_t i = 0; letter_of_car(letter, i, &car); i++) {
		STRBUF_AUTO words = strbuf_new(WORDS_MAX);

		write_car(&car, &words);
		strbuf_addf(out, "%s%s", joint(letter, i, count_cars(letter)),
			    words.len || i == 0 ? words.text
			    : is_english(letter) ? "car"
						 : "auto");
	}
}

void letter_plate_words(const struct letter *letter, struct strbuf *out)
{
	size_t count = count_cars(letter);
	size_t named = count > PLATES_NAMED ? PLATES_NAMED : count;
	struct letter car;

	for (size_t i = 0; i < named && letter_of_car(letter, i, &car); i++) {
		strbuf_add(out, joint(letter, i, count));
		write_plate(&car, out);
	}
	if (count > named)
		strbuf_addf(out, is_english(letter) ? " and %d more" : " en nog %d",
			    (int)(count - named));
}

static int add_car(struct value *cars, const struct letter *car, letter_car_links links,
		   void *context, struct err *err)
{
	struct value *item = value_add_object(cars);
	STRBUF_AUTO plate = strbuf_new(WORDS_MAX);
	STRBUF_AUTO words = strbuf_new(WORDS_MAX);

	write_plate(car, &plate);
	write_car(car, &words);
	/* Set even when empty: the letter's own would be read instead. */
	value_set_text(item, "plate", plate.text);
	value_set_text(item, "model", words.text);
	letter_set_dates(item, value_set_list(item, "notes"), car);
	letter_set_reasons(item, car);
	return links ? links(context, car, item, err) : 0;
}

int letter_set_household(const struct letter *letter, struct value *data,
			 letter_car_links links, void *context, struct err *err)
{
	STRBUF_AUTO cars = strbuf_new(WORDS_MAX);
	STRBUF_AUTO plates = strbuf_new(WORDS_MAX);
	struct letter car;
	struct value *list;

	if (!letter_is_household(letter))
		return 0;
	letter_car_words(letter, &cars);
	letter_plate_words(letter, &plates);
	value_set_bool(data, "household", true);
	value_set_text(data, "car_list", cars.text);
	value_set_text(data, "plate_list", plates.text);
	list = value_set_list(data, "cars");
	for (size_t i = 0; letter_of_car(letter, i, &car); i++)
		if (add_car(list, &car, links, context, err) < 0)
			return -1;
	value_set_bool(data, "has_cars", true);
	return strbuf_check(&cars, err) < 0 ? -1 : strbuf_check(&plates, err);
}
