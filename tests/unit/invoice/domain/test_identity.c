/* SPDX-License-Identifier: Apache-2.0 */
/* Who is who: vendors, invoices, customers, vehicles. */
#include "invoice/domain/identity.h"

#include "unit.h"

static struct invoice invoice_of(const char *number, enum document_kind kind)
{
	return (struct invoice){ .dealer = "NL-1",
				 .number = number,
				 .kind = kind,
				 .has_customer = true,
				 .has_vehicle = true };
}

static void vendors_are_part_of_the_topic(void **state)
{
	char vendor[VENDOR_TEXT];

	(void)state;
	expect_true("a vendor", identity_vendor("ingress.invoice.kooijman.v1", vendor));
	expect_text("its name", vendor, "kooijman");
	expect_true("no vendor", !identity_vendor("ingress.invoice..v1", vendor));
	expect_true("another topic", !identity_vendor("invoice.recorded.v1", vendor));
}

static void invoices_differ_by_dealer_source_kind_and_number(void **state)
{
	struct invoice a = invoice_of("F1", DOCUMENT_INVOICE), b = a;

	(void)state;
	expect_text("the same", identity_invoice(&a).text, identity_invoice(&b).text);
	b.source = "other";
	expect_true("source",
		    strcmp(identity_invoice(&a).text, identity_invoice(&b).text));
	b = invoice_of("F1", DOCUMENT_CREDIT_NOTE);
	expect_true("kind", strcmp(identity_invoice(&a).text, identity_invoice(&b).text));
	b = invoice_of("F1", DOCUMENT_INVOICE);
	b.dealer = "NL-2";
	expect_true("dealer",
		    strcmp(identity_invoice(&a).text, identity_invoice(&b).text));
}

static void customer_numbers_lose_their_zeros(void **state)
{
	struct invoice a = invoice_of("F1", DOCUMENT_INVOICE), b = a;

	(void)state;
	a.customer.number = "00042";
	b.customer.number = " 42 ";
	expect_text("the same customer", identity_customer(&a).text,
		    identity_customer(&b).text);
	b.customer.number = "43";
	expect_true("another",
		    strcmp(identity_customer(&a).text, identity_customer(&b).text));
}

static void without_a_number_name_and_address_together_are_needed(void **state)
{
	struct invoice a = invoice_of("F1", DOCUMENT_INVOICE);

	(void)state;
	a.customer =
		(struct invoice_customer){ .last_name = "Vries", .postcode = "1011 AB" };
	struct uuid none = identity_customer(&a);

	expect_true("no house number, no customer", !uuid_is_set(&none));
	a.customer.house_number = "1";
	struct uuid some = identity_customer(&a);

	expect_true("now there is one", uuid_is_set(&some));
}

static void a_vin_names_a_car_and_a_dutch_plate_does(void **state)
{
	struct invoice a = invoice_of("F1", DOCUMENT_INVOICE);
	struct uuid customer = uuid_named("test", "c", NULL), none = { "" };

	(void)state;
	a.vehicle = (struct invoice_vehicle){ .plate = "h-000-bb",
					      .vin = "knadm512ac6123456" };
	struct vehicle_names names = identity_vehicle_names(&a, &customer);

	expect_text("vin", names.vin, "vin/KNADM512AC6123456");
	expect_text("plate", names.plate, "plate/NL/H000BB");
	expect_text("plain", names.plain_plate, "H000BB");
	a.vehicle = (struct invoice_vehicle){ .plate = "1-ABC-234",
					      .country = "be",
					      .vin = "SHORT" };
	names = identity_vehicle_names(&a, &customer);
	expect_text("a short vin names nothing", names.vin, "");
	expect_true("a foreign plate goes with its owner",
		    strncmp(names.plate, "owner/BE/1ABC234/", 17) == 0);
	names = identity_vehicle_names(&a, &none);
	expect_text("and without one names nothing", names.plate, "");
	a.vehicle = (struct invoice_vehicle){ .plate = "onzin" };
	names = identity_vehicle_names(&a, &customer);
	expect_true("given", names.plate_given);
	expect_true("but no plate", !names.plate_valid && !names.plate[0]);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(vendors_are_part_of_the_topic),
		cmocka_unit_test(invoices_differ_by_dealer_source_kind_and_number),
		cmocka_unit_test(customer_numbers_lose_their_zeros),
		cmocka_unit_test(without_a_number_name_and_address_together_are_needed),
		cmocka_unit_test(a_vin_names_a_car_and_a_dutch_plate_does),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
