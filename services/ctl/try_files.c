/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A garage's files as histories: a car a line of the one, a visit a line of the other.
 *
 * Nothing dated after the cut-off is looked at. A credit line is not a visit: the work
 * was done, the money came back; its reading gets the verdict of the invoice it credits.
 */
#include "ctl/try_files.h"

#include <stdlib.h>
#include <string.h>

#include <unistd.h>

#include "ctl/terminal.h"
#include "ctl/try.h"
#include "sys/file.h"

#define MAX_LINE ((size_t)16 << 20)
#define VISIT_ID "00000000-0000-0000-0000-" /* then the line */

static const char *const VEHICLE_COLUMNS[V_COLUMNS] = {
	"kenteken",
	"fuel",
	"first_admission",
	"service_interval_km",
	"service_interval_months",
};
/* … and those that may be absent. */
static const char *const MORE_COLUMNS[V_ALL - V_COLUMNS] = {
	"recalled_on", "delivered_on", "mobility_until", "mobility_said_on"
};
static const char *const VISIT_COLUMNS[S_COLUMNS] = {
	"invoice", "kenteken", "date", "odometer_km", "jobs", "credits_invoice",
};

struct job_word {
	const char *word;
	unsigned work;
};

static const struct job_word JOBS[] = {
	{ "service", WORK_PERIODIC_SMALL }, { "apk", WORK_APK },
	{ "repair", WORK_REPAIR },          { "tyres", WORK_TYRES },
	{ "accident", WORK_DAMAGE },        { "warranty", WORK_WARRANTY },
	{ "recall", WORK_RECALL },          { "brakes", WORK_BRAKES },
	{ "battery", WORK_BATTERY },        { "inspection", WORK_INSPECTION },
};

const char *try_files_text(const struct try_files *f, size_t row,
			   enum visit_column column)
{
	return csv_file_text(f->visits, row, f->s[column]);
}

/* "apk+service"; words we do not know are work all the same. */
static unsigned jobs_of(const char *text)
{
	unsigned work = WORK_NONE;

	while (*text) {
		size_t len = strcspn(text, "+");
		unsigned known = WORK_NONE;

		for (size_t i = 0; i < COUNT_OF(JOBS); i++)
			if (slice_is((struct slice){ text, len }, JOBS[i].word))
				known = JOBS[i].work;
		work |= known ? known : (unsigned)WORK_OTHER;
		text += len + (text[len] == '+');
	}
	return work ? work : (unsigned)WORK_UNKNOWN;
}

/* "brake_fluid+battery" */
static unsigned parts_of(const char *text)
{
	unsigned parts = 0;

	while (*text) {
		size_t len = strcspn(text, "+");

		for (enum time_part part = PART_NONE + 1; part < PARTS_COUNT; part++)
			if (slice_is((struct slice){ text, len }, time_part_name(part)))
				parts |= PART_BIT(part);
		if (slice_is((struct slice){ text, len }, "mobility"))
			parts |= MOBILITY_GIVEN;
		text += len + (text[len] == '+');
	}
	return parts;
}

static int whole_number(const char *text, int64_t most, int64_t *ret_number,
			struct err *err)
{
	char *end;
	long long value = strtoll(text, &end, 10);

	if (*text == '\0' || *end != '\0' || value < 0 || value > most)
		return err_set(err, ERR_INVALID,
			       "'%.40s' is not a whole number up to %lld", text,
			       (long long)most);
	*ret_number = value;
	return 0;
}

static int by_plate_and_date(const void *a, const void *b)
{
	const struct row_of_visit *x = a, *y = b;
	int plate = strcmp(x->plate, y->plate);
	int date = civil_compare(x->date, y->date);

	return plate ? plate : date ? date : (x->row > y->row) - (x->row < y->row);
}

static int find_columns(const struct csv_file *file, const char *const *names,
			size_t count, size_t *ret_columns, struct err *err)
{
	for (size_t i = 0; i < count; i++)
		if (csv_file_column(file, names[i], &ret_columns[i], err) < 0)
			return -1;
	return 0;
}

/* A column that is not there has no text in any row. */
static size_t column_if_any(const struct csv_file *file, const char *name)
{
	struct err absent = { .kind = ERR_NONE };
	size_t column;

	return csv_file_column(file, name, &column, &absent) < 0 ? CSV_COLUMNS : column;
}

static int index_visits(struct try_files *f, struct err *err)
{
	f->rows = mem_alloc((csv_file_rows(f->visits) + 1) * sizeof(*f->rows));
	for (size_t row = 0; row < csv_file_rows(f->visits); row++) {
		struct row_of_visit *r = &f->rows[f->rows_count];

		r->row = row;
		r->plate = try_files_text(f, row, S_PLATE);
		if (civil_parse(try_files_text(f, row, S_DATE), &r->date, err) < 0)
			return err_prefix(err, "%s line %zu: ", f->visits_path,
					  csv_file_line(row));
		if (civil_compare(r->date, f->cutoff) <= 0)
			f->rows_count++;
	}
	qsort(f->rows, f->rows_count, sizeof(*f->rows), by_plate_and_date);
	return 0;
}

/* The rows of one plate: a stretch of the index. */
struct row_of_visit *try_files_rows(const struct try_files *f, const char *plate,
				    size_t *ret_count)
{
	size_t low = 0, high = f->rows_count, from;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (strcmp(f->rows[middle].plate, plate) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	for (from = low; low < f->rows_count && strcmp(f->rows[low].plate, plate) == 0;)
		low++;
	*ret_count = low - from;
	return f->rows + from;
}

size_t try_files_row(const struct visit *visit)
{
	return (size_t)strtoull(visit->id + strlen(VISIT_ID), NULL, 10);
}

bool try_files_is_credit(const struct try_files *f, size_t row)
{
	return try_files_text(f, row, S_CREDITS)[0] != '\0' ||
	       strcmp(try_files_text(f, row, S_JOBS), "credit") == 0;
}

static int add_visit(const struct try_files *f, const struct row_of_visit *r,
		     struct history *history, struct err *err)
{
	struct visit visit = { .date = r->date, .odometer_km = -1 };
	const char *km = try_files_text(f, r->row, S_KM);
	struct strbuf id = strbuf_new(UUID_TEXT);

	/* The line's number names the visit, so that lines of one day keep their order.
	 */
	strbuf_addf(&id, VISIT_ID "%012zu", r->row);
	memcpy(visit.id, id.text, id.len + 1);
	strbuf_done(&id);
	visit.work = jobs_of(try_files_text(f, r->row, S_JOBS));
	visit.parts = parts_of(try_files_text(f, r->row, S_PARTS));
	visit.trust = visit.work & WORK_APK ? TRUST_APK : TRUST_WORKSHOP;
	if (km[0] && whole_number(km, 100000000, &visit.odometer_km, err) < 0)
		return err_prefix(err, "%s line %zu: odometer_km: ", f->visits_path,
				  csv_file_line(r->row));
	history_add(history, &visit);
	return 0;
}

/* Nothing when it is empty. */
static int read_day(const struct try_files *f, size_t row, enum vehicle_column column,
		    struct civil_date *ret_day, struct err *err)
{
	const char *text = csv_file_text(f->vehicles, row, f->v[column]);

	return text[0] ? civil_parse(text, ret_day, err) : 0;
}

static int fill_more(const struct try_files *f, size_t row, struct history *history,
		     struct err *err)
{
	if (read_day(f, row, V_RECALLED, &history->recalled_on, err) < 0 ||
	    read_day(f, row, V_DELIVERED, &history->delivered_on, err) < 0 ||
	    read_day(f, row, V_MOBILITY, &history->mobility_until, err) < 0 ||
	    read_day(f, row, V_MOBILITY_SAID, &history->mobility_said_on, err) < 0)
		return -1;
	history->recalls = civil_is_set(history->recalled_on);
	if (civil_compare(history->delivered_on, f->cutoff) > 0)
		history->delivered_on = NO_DATE;
	if (civil_compare(history->mobility_said_on, f->cutoff) > 0)
		history->mobility_said_on = history->mobility_until = NO_DATE;
	return 0;
}

static int fill_vehicle(const struct try_files *f, size_t row, struct history *history,
			struct err *err)
{
	const char *admission = csv_file_text(f->vehicles, row, f->v[V_ADMISSION]);
	const char *months = csv_file_text(f->vehicles, row, f->v[V_MONTHS]);
	const char *km = csv_file_text(f->vehicles, row, f->v[V_KM]);
	int64_t number = 0;

	history->fuel = fuel_from_text(csv_file_text(f->vehicles, row, f->v[V_FUEL]));
	if ((admission[0] &&
	     civil_parse(admission, &history->first_admission, err) < 0) ||
	    fill_more(f, row, history, err) < 0 ||
	    (km[0] && whole_number(km, 1000000, &history->interval_km, err) < 0) ||
	    (months[0] && whole_number(months, 120, &number, err) < 0))
		return err_prefix(err, "%s line %zu: ", f->vehicles_path,
				  csv_file_line(row));
	history->interval_months = (int)number;
	history->rules = f->levels ? &f->rules : NULL;
	return 0;
}

int try_files_history(const struct try_files *f, size_t row, struct history *history,
		      struct err *err)
{
	const char *plate = csv_file_text(f->vehicles, row, f->v[V_PLATE]);
	size_t count;
	struct row_of_visit *rows = try_files_rows(f, plate, &count);

	if (fill_vehicle(f, row, history, err) < 0)
		return -1;
	for (size_t i = 0; i < count; i++)
		if (!try_files_is_credit(f, rows[i].row) &&
		    add_visit(f, &rows[i], history, err) < 0)
			return -1;
	return 0;
}

/* A row a segment: its cases, and the rules' chance at 0, 5, 10 … 100 % of them. */
static int read_levels_row(const struct try_files *f, const struct csv_file *file,
			   size_t row, struct err *err)
{
	static const char *const POINTS[] = { "p0",  "p5",  "p10", "p25", "p50",
					      "p75", "p90", "p95", "p100" };
	struct levels_row *to = NULL;
	size_t column;

	if (csv_file_column(file, "segment", &column, err) < 0)
		return -1;
	for (enum segment s = SEGMENT_NONE + 1; s < SEGMENTS; s++)
		if (strcmp(segment_name(s), csv_file_text(file, row, column)) == 0)
			to = &f->levels->rows[s];
	if (!to)
		return err_set(err, ERR_INVALID, "no segment '%.40s'",
			       csv_file_text(file, row, column));
	for (size_t i = 0; i < SPREAD_POINTS; i++) {
		int64_t ppm = 0;

		if (csv_file_column(file, POINTS[i], &column, err) < 0 ||
		    whole_number(csv_file_text(file, row, column), PPM, &ppm, err) < 0)
			return -1;
		to->chance.day[i] = (int32_t)ppm;
	}
	return 0;
}

static int read_levels(struct try_files *f, struct err *err)
{
	AUTO(csv_file) *file = NULL;

	if (!f->levels_path)
		return 0;
	if (csv_file_open(f->levels_path, &file, err) < 0)
		return -1;
	f->levels = mem_copy(&LEVELS_2, sizeof(LEVELS_2));
	f->rules = *rulebook_now();
	f->rules.levels = f->levels;
	for (size_t row = 0; row < csv_file_rows(file); row++)
		if (read_levels_row(f, file, row, err) < 0)
			return err_prefix(err, "%s line %zu: ", f->levels_path,
					  csv_file_line(row));
	return 0;
}

static int set_option(struct try_files *f, const char *name, const char *value,
		      struct err *err)
{
	if (strcmp(name, "--vehicles") == 0)
		f->vehicles_path = value;
	else if (strcmp(name, "--visits") == 0)
		f->visits_path = value;
	else if (strcmp(name, "--levels") == 0)
		f->levels_path = value;
	else if (strcmp(name, "--cutoff") != 0)
		return err_set(err, ERR_INVALID, "no such option: %s", name);
	else if (civil_parse(value, &f->cutoff, err) < 0)
		return err_prefix(err, "--cutoff: ");
	return 0;
}

static int read_arguments(int argc, char **argv, struct try_files *f, struct err *err)
{
	int i = 1;

	for (; i < argc; i += 2) {
		if (strcmp(argv[i], "--raw") == 0) {
			f->raw = true;
			i--;
		} else if (i + 1 < argc && set_option(f, argv[i], argv[i + 1], err) < 0) {
			return -1;
		}
	}
	if (i != argc || !f->vehicles_path || !f->visits_path || !civil_is_set(f->cutoff))
		return err_set(err, ERR_INVALID,
			       "usage: beurt-ctl try %s --vehicles FILE --visits FILE "
			       "--cutoff YYYY-MM-DD [--levels FILE] [--raw]",
			       argv[0]);
	return 0;
}

static int open_files(struct try_files *f, struct err *err)
{
	if (csv_file_open(f->vehicles_path, &f->vehicles, err) < 0 ||
	    csv_file_open(f->visits_path, &f->visits, err) < 0)
		return -1;
	if (find_columns(f->vehicles, VEHICLE_COLUMNS, V_COLUMNS, f->v, err) < 0 ||
	    find_columns(f->visits, VISIT_COLUMNS, S_COLUMNS, f->s, err) < 0)
		return -1;
	for (size_t i = V_COLUMNS; i < V_ALL; i++)
		f->v[i] = column_if_any(f->vehicles, MORE_COLUMNS[i - V_COLUMNS]);
	f->s[S_PARTS] = column_if_any(f->visits, "time_parts");
	return read_levels(f, err) < 0 ? -1 : index_visits(f, err);
}

void try_files_done(struct try_files *f)
{
	csv_file_free(f->vehicles);
	csv_file_free(f->visits);
	mem_free(f->rows);
	mem_free(f->levels);
}

static int answer_all(const struct try_files *f, try_car_fn answer, struct err *err)
{
	STRBUF_AUTO line = strbuf_new(MAX_LINE);

	for (size_t row = 0; row < csv_file_rows(f->vehicles); row++) {
		strbuf_clear(&line);
		if (answer(f, row, &line, err) < 0 || strbuf_check(&line, err) < 0)
			return -1;
		if (file_write_all(STDOUT_FILENO, (struct slice){ line.text, line.len },
				   err) < 0)
			return -1;
	}
	return 0;
}

int try_files_run(int argc, char **argv, try_car_fn answer)
{
	TRY_FILES_AUTO f = { .cutoff = NO_DATE };
	struct err err = { 0 };
	int code = CTL_USAGE;

	if (read_arguments(argc, argv, &f, &err) == 0) {
		code = CTL_FAILED;
		if (open_files(&f, &err) == 0 && answer_all(&f, answer, &err) == 0)
			return CTL_DONE;
	}
	terminal_complain("%s", err.text);
	return code;
}
