/* SPDX-License-Identifier: Apache-2.0 */
/* Uploaded files against a database: a record for each invoice, reasons for the rest. */
#include "../store/intake_world.h"
#include "unit.h"

#define RECEIPT "11111111-1111-4111-8111-111111111111"
#define NS      "urn:oasis:names:specification:ubl:schema:xsd:"

static void a_file_gives_a_record_for_each_invoice(void **state)
{
	(void)state;
	intake_world_upload(RECEIPT, "json",
			    "[" INVOICE("F1", "2026-03-02", "100") "," INVOICE(
				    "F2", "2026-03-02", "1") ",{}]");
	intake_world_expect(
		"records",
		"SELECT string_agg(coalesce(document_number, '-') || status, ' '"
		" ORDER BY document_number) FROM record",
		"F11 F21 -3");
	intake_world_upload(RECEIPT, "json", "[" INVOICE("F3", "2026-03-02", "100") "]");
	intake_world_expect("a receipt counts once", "SELECT count(*)::text FROM record",
			    "3");
}

static void a_csv_file_parks_only_its_bad_rows(void **state)
{
	(void)state;
	intake_world_upload(
		RECEIPT, "csv",
		"factuurnummer;datum;kenteken;omschrijving;bedrag\n"
		"A;02-03-2026;H-000-BB;Grote beurt;249,50\nB;02-03-2026;;Beurt;abc\n");
	intake_world_expect("one in", "SELECT document_number || net_cents FROM invoice",
			    "A24950");
	intake_world_expect(
		"one parked, with row and column",
		"SELECT split_part(reasons, E'\\t', 3) FROM record WHERE status = 3",
		"row 3, column net_cents");
}

static void dangerous_xml_is_parked_by_name(void **state)
{
	(void)state;
	intake_world_upload(RECEIPT, "ubl",
			    "<!DOCTYPE x [<!ENTITY a 'b'>]><Invoice xmlns='" NS
			    "Invoice-2'>&a;</Invoice>");
	intake_world_expect("why",
			    "SELECT status || split_part(reasons, E'\\t', 1) FROM record",
			    "3XML_DOCTYPE");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup(a_file_gives_a_record_for_each_invoice,
				       intake_world_clean),
		cmocka_unit_test_setup(a_csv_file_parks_only_its_bad_rows,
				       intake_world_clean),
		cmocka_unit_test_setup(dangerous_xml_is_parked_by_name,
				       intake_world_clean),
	};

	if (!scratch_is_there("invoice upload"))
		return 0;
	return cmocka_run_group_tests(tests, intake_world_open, intake_world_close);
}
