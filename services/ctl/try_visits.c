/* SPDX-License-Identifier: Apache-2.0 */
/*
 * beurt-ctl try visits: what the prediction makes of a garage's files.
 *
 * One line per vehicle, in the file's order: odometer, next dates, and the verdict on
 * every reading.
 */
#include <stdlib.h>
#include <string.h>

#include "base/json_out.h"
#include "ctl/try.h"
#include "ctl/try_files.h"

static void write_date(struct json_out *out, const char *name, struct civil_date date)
{
	char text[CIVIL_TEXT];

	json_out_text(out, name, civil_is_set(date) ? civil_format(date, text) : NULL);
}

/* due: the rule's own day, before anything is known of how owners keep to it. */
static void write_when(struct json_out *out, const char *name, const struct when *when,
		       struct civil_date due, enum segment segment)
{
	if (!when_is_set(when)) {
		json_out_null(out, name);
		return;
	}
	json_out_open_object(out, name);
	write_date(out, "p10", when->p10);
	write_date(out, "p50", when->p50);
	write_date(out, "p90", when->p90);
	write_date(out, "due", due);
	json_out_text(out, "segment", segment_name(segment));
	json_out_close_object(out);
}

static void write_item(struct json_out *out, const char *name,
		       const struct due_item *item)
{
	write_when(out, name, &item->when, item->due, item->segment);
}

/* Days at 0.1, 0.2 … 99.9 % as the rules give them. */
static void write_raw(struct json_out *out, const struct prediction *p)
{
	static const char *const NAMES[] = { "raw_service", "raw_apk", "raw_visit" };

	for (enum predict_of of = PREDICT_SERVICE; of <= PREDICT_VISIT; of++) {
		json_out_open_array(out, NAMES[of]);
		for (int64_t ppm = PPM / 1000; ppm < PPM; ppm += PPM / 1000) {
			struct civil_date day = predict_raw(p, of, ppm);

			if (!civil_is_set(day))
				break;
			write_date(out, NULL, day);
		}
		json_out_close_array(out);
	}
}

/* Chance of any visit within so many days, ppm. */
static void write_within(struct json_out *out, const struct prediction *p)
{
	json_out_open_object(out, "visit_within");
	json_out_int(out, "30", predict_visit_within(p, 30));
	json_out_int(out, "60", predict_visit_within(p, 60));
	json_out_int(out, "90", predict_visit_within(p, 90));
	json_out_close_object(out);
}

static void write_odometer(struct json_out *out, const struct prediction *p,
			   struct civil_date on)
{
	struct kilometres km;

	if (!usage_odometer_on(&p->usage, on, &km)) {
		json_out_null(out, "odometer_km");
		return;
	}
	json_out_open_object(out, "odometer_km");
	json_out_int(out, "p10", km.p10);
	json_out_int(out, "p50", km.p50);
	json_out_int(out, "p90", km.p90);
	json_out_close_object(out);
}

/* The verdict on a row: that of its reading; a credit's is that of what it credits. */
static enum reading_verdict verdict_of(const struct try_files *f,
				       const struct prediction *p,
				       const struct history *history, const char *invoice)
{
	for (size_t i = 0; i < p->odometer.count; i++) {
		size_t row = try_files_row(&history->visits[i]);

		if (strcmp(try_files_text(f, row, S_INVOICE), invoice) == 0)
			return p->odometer.readings[i].verdict;
	}
	return READING_NONE;
}

struct car_of_file {
	const struct row_of_visit *rows;
	size_t rows_count;
	const struct history *history;
	const struct prediction *prediction;
};

static void write_readings(struct json_out *out, const struct try_files *f,
			   const struct car_of_file *car)
{
	json_out_open_array(out, "readings");
	for (size_t i = 0; i < car->rows_count; i++) {
		size_t row = car->rows[i].row;
		enum visit_column names =
			try_files_is_credit(f, row) ? S_CREDITS : S_INVOICE;
		const char *judged = try_files_text(f, row, names);
		enum reading_verdict verdict =
			verdict_of(f, car->prediction, car->history, judged);
		bool accepted = verdict == READING_ACCEPTED || verdict == READING_NONE;

		json_out_open_object(out, NULL);
		json_out_text(out, "invoice", try_files_text(f, row, S_INVOICE));
		json_out_flag(out, "accepted", accepted);
		json_out_text(out, "reason",
			      accepted ? NULL : reading_verdict_name(verdict));
		json_out_close_object(out);
	}
	json_out_close_array(out);
}

static void write_dates(struct json_out *out, const struct try_files *f,
			const struct prediction *p)
{
	write_odometer(out, p, f->cutoff);
	write_when(out, "next_visit", &p->next_visit, NO_DATE, p->visit_segment);
	write_item(out, "next_service", prediction_item(p, DUE_PERIODIC));
	write_item(out, "next_apk", prediction_item(p, DUE_APK));
	write_within(out, p);
	if (f->raw)
		write_raw(out, p);
}

static int answer_vehicle(const struct try_files *f, size_t row, struct strbuf *line,
			  struct err *err)
{
	AUTO(history) *history = history_new();
	AUTO_BYTES *memory = mem_alloc(sizeof(struct prediction));
	struct prediction *p = memory;
	const char *plate = csv_file_text(f->vehicles, row, f->v[V_PLATE]);
	struct json_out out = json_out_into(line);
	size_t count;
	struct row_of_visit *rows = try_files_rows(f, plate, &count);

	if (try_files_history(f, row, history, err) < 0)
		return -1;
	predict(history, CAR_OF_CUSTOMER, f->cutoff, p);
	json_out_open_object(&out, NULL);
	json_out_text(&out, "kenteken", plate);
	write_dates(&out, f, p);
	write_readings(&out, f, &(struct car_of_file){ rows, count, history, p });
	json_out_close_object(&out);
	strbuf_add_char(line, '\n');
	return 0;
}

int try_visits(int argc, char **argv)
{
	return try_files_run(argc, argv, answer_vehicle);
}
