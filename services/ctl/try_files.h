/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A garage's cars and visits as CSV files, for the rules over files. Thread: one.
 */
#ifndef BEURT_CTL_TRY_FILES_H
#define BEURT_CTL_TRY_FILES_H

#include "base/strbuf.h"
#include "ctl/csv_file.h"
#include "reminder/domain/predict.h"

enum vehicle_column {
	V_PLATE,
	V_FUEL,
	V_ADMISSION,
	V_KM,
	V_MONTHS,
	V_COLUMNS,
	/* may be absent: */ V_RECALLED = V_COLUMNS,
	V_DELIVERED,
	V_MOBILITY,
	V_MOBILITY_SAID,
	V_ALL
};
enum visit_column {
	S_INVOICE,
	S_PLATE,
	S_DATE,
	S_KM,
	S_JOBS,
	S_CREDITS,
	S_COLUMNS,
	/* may be absent: */ S_PARTS = S_COLUMNS,
	S_ALL
};

struct row_of_visit {
	const char *plate;
	struct civil_date date;
	size_t row;
};

struct try_files {
	const char *vehicles_path;
	const char *visits_path;
	const char *levels_path; /* NULL = the table of the edition */
	bool raw;                /* --raw: what calibration is learned from, too */
	struct civil_date cutoff;
	struct csv_file *vehicles;
	struct csv_file *visits;
	size_t v[V_ALL];
	size_t s[S_ALL];
	struct row_of_visit *rows; /* until the cut-off, by plate, then date, then line */
	size_t rows_count;
	struct levels_table *levels;
	struct rulebook rules;
};

void try_files_done(struct try_files *f);
#define TRY_FILES_AUTO __attribute__((cleanup(try_files_done))) struct try_files

/* Everything known of the car of that line of the vehicles' file. */
MUST_CHECK int try_files_history(const struct try_files *f, size_t row,
				 struct history *history, struct err *err);
/* The car's lines of the visits' file, credits too. */
struct row_of_visit *try_files_rows(const struct try_files *f, const char *plate,
				    size_t *ret_count);
const char *try_files_text(const struct try_files *f, size_t row,
			   enum visit_column column);
/* The line a visit of such a history comes from. */
size_t try_files_row(const struct visit *visit);
bool try_files_is_credit(const struct try_files *f, size_t row);

/* Writes the lines of the car of that row. */
typedef int (*try_car_fn)(const struct try_files *f, size_t row, struct strbuf *lines,
			  struct err *err);
/* Read the arguments and the files, and answer car by car; the exit code. */
int try_files_run(int argc, char **argv, try_car_fn answer);

#endif
