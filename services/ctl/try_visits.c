/* SPDX-License-Identifier: Apache-2.0 */
/*
 * beurt-ctl try visits: what the prediction makes of a garage's files.
 *
 * One line per vehicle, in the file's order. Nothing dated after the cut-off is looked
 * at. A credit line is not a visit: the work was done, the money came back; its reading
 * gets the verdict of the invoice it credits.
 */
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "ctl/csv_file.h"
#include "ctl/terminal.h"
#include "ctl/try.h"
#include "reminder/domain/predict.h"
#include "sys/file.h"

#define MAX_LINE ((size_t)16 << 20)

enum vehicle_column { V_PLATE, V_FUEL, V_ADMISSION, V_KM, V_MONTHS, V_COLUMNS };
enum visit_column { S_INVOICE, S_PLATE, S_DATE, S_KM, S_JOBS, S_CREDITS, S_COLUMNS };

static const char *const VEHICLE_COLUMNS[V_COLUMNS] = {
	"kenteken",
	"fuel",
	"first_admission",
	"service_interval_km",
	"service_interval_months",
};
static const char *const VISIT_COLUMNS[S_COLUMNS] = {
	"invoice", "kenteken", "date", "odometer_km", "jobs", "credits_invoice",
};

struct row_of_visit {
	const char *plate;
	struct civil_date date;
	size_t row;
};

struct try_files {
	const char *vehicles_path;
	const char *visits_path;
	struct civil_date cutoff;
	struct csv_file *vehicles;
	struct csv_file *visits;
	size_t v[V_COLUMNS];
	size_t s[S_COLUMNS];
	struct row_of_visit *rows; /* until the cut-off, by plate, then date, then line */
	size_t rows_count;
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

static const char *visit_text(const struct try_files *f, size_t row,
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

static int index_visits(struct try_files *f, struct err *err)
{
	f->rows = mem_alloc((csv_file_rows(f->visits) + 1) * sizeof(*f->rows));
	for (size_t row = 0; row < csv_file_rows(f->visits); row++) {
		struct row_of_visit *r = &f->rows[f->rows_count];

		r->row = row;
		r->plate = visit_text(f, row, S_PLATE);
		if (civil_parse(visit_text(f, row, S_DATE), &r->date, err) < 0)
			return err_prefix(err, "%s line %zu: ", f->visits_path,
					  csv_file_line(row));
		if (civil_compare(r->date, f->cutoff) <= 0)
			f->rows_count++;
	}
	qsort(f->rows, f->rows_count, sizeof(*f->rows), by_plate_and_date);
	return 0;
}

/* The rows of one plate: a stretch of the index. */
static struct row_of_visit *rows_of(const struct try_files *f, const char *plate,
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

static bool is_credit(const struct try_files *f, size_t row)
{
	return visit_text(f, row, S_CREDITS)[0] != '\0' ||
	       strcmp(visit_text(f, row, S_JOBS), "credit") == 0;
}

static int add_visit(const struct try_files *f, const struct row_of_visit *r,
		     struct history *history, struct err *err)
{
	struct visit visit = { .date = r->date, .odometer_km = -1 };
	const char *km = visit_text(f, r->row, S_KM);
	struct strbuf id = strbuf_new(UUID_TEXT);

	/* The line's number names the visit, so that lines of one day keep their order.
	 */
	strbuf_addf(&id, "%020zu", r->row);
	memcpy(visit.id, id.text, id.len + 1);
	strbuf_done(&id);
	visit.work = jobs_of(visit_text(f, r->row, S_JOBS));
	visit.trust = visit.work & WORK_APK ? TRUST_APK : TRUST_WORKSHOP;
	if (km[0] && whole_number(km, 100000000, &visit.odometer_km, err) < 0)
		return err_prefix(err, "%s line %zu: odometer_km: ", f->visits_path,
				  csv_file_line(r->row));
	history_add(history, &visit);
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
	    (km[0] && whole_number(km, 1000000, &history->interval_km, err) < 0) ||
	    (months[0] && whole_number(months, 120, &number, err) < 0))
		return err_prefix(err, "%s line %zu: ", f->vehicles_path,
				  csv_file_line(row));
	history->interval_months = (int)number;
	return 0;
}

static void write_when(struct json_out *out, const char *name, const struct when *when)
{
	char text[CIVIL_TEXT];

	if (!when_is_set(when)) {
		json_out_null(out, name);
		return;
	}
	json_out_open_object(out, name);
	json_out_text(out, "p10", civil_format(when->p10, text));
	json_out_text(out, "p50", civil_format(when->p50, text));
	json_out_text(out, "p90", civil_format(when->p90, text));
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
		size_t row = (size_t)strtoull(history->visits[i].id, NULL, 10);

		if (strcmp(visit_text(f, row, S_INVOICE), invoice) == 0)
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
		enum visit_column names = is_credit(f, row) ? S_CREDITS : S_INVOICE;
		const char *judged = visit_text(f, row, names);
		enum reading_verdict verdict =
			verdict_of(f, car->prediction, car->history, judged);
		bool accepted = verdict == READING_ACCEPTED || verdict == READING_NONE;

		json_out_open_object(out, NULL);
		json_out_text(out, "invoice", visit_text(f, row, S_INVOICE));
		json_out_flag(out, "accepted", accepted);
		json_out_text(out, "reason",
			      accepted ? NULL : reading_verdict_name(verdict));
		json_out_close_object(out);
	}
	json_out_close_array(out);
}

static int answer_vehicle(const struct try_files *f, size_t row, struct json_out *out,
			  struct err *err)
{
	AUTO(history) *history = history_new();
	AUTO_BYTES *memory = mem_alloc(sizeof(struct prediction));
	struct prediction *p = memory;
	const char *plate = csv_file_text(f->vehicles, row, f->v[V_PLATE]);
	size_t count;
	struct row_of_visit *rows = rows_of(f, plate, &count);

	if (fill_vehicle(f, row, history, err) < 0)
		return -1;
	for (size_t i = 0; i < count; i++)
		if (!is_credit(f, rows[i].row) &&
		    add_visit(f, &rows[i], history, err) < 0)
			return -1;
	predict(history, CAR_OF_CUSTOMER, f->cutoff, p);
	json_out_open_object(out, NULL);
	json_out_text(out, "kenteken", plate);
	write_odometer(out, p, f->cutoff);
	write_when(out, "next_visit", &p->next_visit);
	write_when(out, "next_service", &prediction_item(p, DUE_PERIODIC)->when);
	write_when(out, "next_apk", &prediction_item(p, DUE_APK)->when);
	write_readings(out, f, &(struct car_of_file){ rows, count, history, p });
	json_out_close_object(out);
	return strbuf_check(out->buf, err);
}

static int answer_all(const struct try_files *f, struct err *err)
{
	STRBUF_AUTO line = strbuf_new(MAX_LINE);

	for (size_t row = 0; row < csv_file_rows(f->vehicles); row++) {
		struct json_out out;

		strbuf_clear(&line);
		out = json_out_into(&line);
		if (answer_vehicle(f, row, &out, err) < 0)
			return -1;
		strbuf_add_char(&line, '\n');
		if (file_write_all(STDOUT_FILENO, (struct slice){ line.text, line.len },
				   err) < 0)
			return -1;
	}
	return 0;
}

static int read_arguments(int argc, char **argv, struct try_files *f, struct err *err)
{
	for (int i = 1; i + 1 < argc; i += 2) {
		if (strcmp(argv[i], "--vehicles") == 0)
			f->vehicles_path = argv[i + 1];
		else if (strcmp(argv[i], "--visits") == 0)
			f->visits_path = argv[i + 1];
		else if (strcmp(argv[i], "--cutoff") == 0 &&
			 civil_parse(argv[i + 1], &f->cutoff, err) < 0)
			return err_prefix(err, "--cutoff: ");
		else if (strcmp(argv[i], "--cutoff") != 0)
			return err_set(err, ERR_INVALID, "no such option: %s", argv[i]);
	}
	if (argc % 2 == 0 || !f->vehicles_path || !f->visits_path ||
	    !civil_is_set(f->cutoff))
		return err_set(
			err, ERR_INVALID,
			"usage: beurt-ctl try visits --vehicles FILE --visits FILE "
			"--cutoff YYYY-MM-DD");
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
	return index_visits(f, err);
}

int try_visits(int argc, char **argv)
{
	struct try_files f = { .cutoff = NO_DATE };
	struct err err = { 0 };
	int code = CTL_USAGE;

	if (read_arguments(argc, argv, &f, &err) < 0)
		goto out;
	code = CTL_FAILED;
	if (open_files(&f, &err) == 0 && answer_all(&f, &err) == 0)
		code = CTL_DONE;
out:
	if (code != CTL_DONE)
		terminal_complain("%s", err.text);
	csv_file_free(f.vehicles);
	csv_file_free(f.visits);
	mem_free(f.rows);
	return code;
}
