/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The gateway's routes. A fixed path stands before a {parameter} that could take its
 * place. Commands, log-in and uploads wait for something, so they run in the worker pool.
 */
#include "gateway/access.h"
#include "gateway/domain/photo.h"
#include "gateway/http_routes.h"

#define UPLOAD_MOST 1500000
#define BULK_MOST   (256 * 1024)
#define FORM_MOST   (1024 * 1024)

/* clang-format off */
const struct http_route gateway_routes[] = {
	{ HTTP_POST,   "/v1/session", http_login, ACCESS_ANYBODY, HTTP_SLOW, 4096 },
	{ HTTP_PUT,    "/v1/session", http_choose_dealer, ACCESS_HELPDESK, HTTP_SLOW, 4096 },
	{ HTTP_DELETE, "/v1/session", http_logout, ACCESS_ANYBODY, HTTP_SLOW, 0 },
	{ HTTP_GET,    "/v1/me", http_me, ACCESS_SIGNED_IN, 0, 0 },
	{ HTTP_GET,    "/v1/dealers", http_find_dealers, ACCESS_HELPDESK, 0, 0 },
	{ HTTP_POST,   "/v1/invoices", http_upload_invoice, ACCESS_DEALER, HTTP_SLOW,
	  UPLOAD_MOST },
	{ HTTP_GET,    "/v1/intake", http_list_intake, ACCESS_DEALER, 0, 0 },
	{ HTTP_POST,   "/v1/intake/replay", http_replay_intake_bulk, ACCESS_DEALER, HTTP_SLOW,
	  0 },
	{ HTTP_GET,    "/v1/intake/{id}", http_get_intake, ACCESS_DEALER, 0, 0 },
	{ HTTP_POST,   "/v1/intake/{id}/replay", http_replay_intake, ACCESS_DEALER, HTTP_SLOW,
	  0 },
	{ HTTP_POST,   "/v1/intake/{id}/discard", http_discard_intake, ACCESS_DEALER,
	  HTTP_SLOW, 0 },
	{ HTTP_GET,    "/v1/weeks", http_list_weeks, ACCESS_DEALER, 0, 0 },
	{ HTTP_GET,    "/v1/weeks/{week}", http_get_week, ACCESS_DEALER, 0, 0 },
	{ HTTP_GET,    "/v1/weeks/{week}/proposals", http_list_proposals, ACCESS_DEALER, 0, 0 },
	{ HTTP_POST,   "/v1/weeks/{week}/decisions", http_decide_bulk, ACCESS_DEALER,
	  HTTP_SLOW, BULK_MOST },
	{ HTTP_POST,   "/v1/weeks/{week}/decisions/{id}/undo", http_undo_bulk, ACCESS_DEALER,
	  HTTP_SLOW, 0 },
	{ HTTP_GET,    "/v1/proposals/{id}", http_get_proposal, ACCESS_DEALER, 0, 0 },
	{ HTTP_PATCH,  "/v1/proposals/{id}", http_decide, ACCESS_DEALER, HTTP_SLOW, 0 },
	{ HTTP_GET,    "/v1/proposals/{id}/why", http_why, ACCESS_DEALER, 0, 0 },
	{ HTTP_GET,    "/v1/proposals/{id}/preview", http_preview, ACCESS_DEALER, HTTP_SLOW,
	  0 },
	{ HTTP_POST,   "/v1/vehicles/{id}/corrections", http_correct_vehicle, ACCESS_DEALER,
	  HTTP_SLOW, 0 },
	{ HTTP_GET,    "/v1/vehicles/{plate}", http_get_vehicle, ACCESS_DEALER, 0, 0 },
	{ HTTP_GET,    "/v1/customers", http_find_customers, ACCESS_DEALER, 0, 0 },
	{ HTTP_GET,    "/v1/results", http_results, ACCESS_DEALER, 0, 0 },
	{ HTTP_GET,    "/v1/results/visits", http_result_visits, ACCESS_DEALER, 0, 0 },
	{ HTTP_GET,    "/v1/results/proposals", http_result_proposals, ACCESS_DEALER, 0, 0 },
	{ HTTP_GET,    "/v1/results.csv", http_results_csv, ACCESS_DEALER, HTTP_SLOW, 0 },
	{ HTTP_GET,    "/v1/inspections", http_list_inspections, ACCESS_INSPECTOR, 0, 0 },
	{ HTTP_POST,   "/v1/inspections", http_open_inspection, ACCESS_INSPECTOR, HTTP_SLOW,
	  4096 },
	{ HTTP_GET,    "/v1/inspections/entry", http_inspection_entry, ACCESS_INSPECTOR, 0, 0 },
	{ HTTP_GET,    "/v1/inspections/{id}", http_get_inspection, ACCESS_INSPECTOR, 0, 0 },
	{ HTTP_PUT,    "/v1/inspections/{id}", http_edit_inspection, ACCESS_INSPECTOR,
	  HTTP_SLOW, FORM_MOST },
	{ HTTP_POST,   "/v1/inspections/{id}/versions", http_save_inspection,
	  ACCESS_INSPECTOR, HTTP_SLOW, 4096 },
	{ HTTP_GET,    "/v1/inspections/{id}/versions/{number}", http_get_inspection_version,
	  ACCESS_INSPECTOR, 0, 0 },
	{ HTTP_POST,   "/v1/inspections/{id}/send", http_send_inspection, ACCESS_INSPECTOR,
	  HTTP_SLOW, 4096 },
	{ HTTP_POST,   "/v1/inspections/{id}/finish", http_finish_inspection,
	  ACCESS_INSPECTOR, HTTP_SLOW, 4096 },
	{ HTTP_POST,   "/v1/inspections/{id}/discard", http_discard_inspection,
	  ACCESS_INSPECTOR, HTTP_SLOW, 4096 },
	{ HTTP_POST,   "/v1/inspections/{id}/answers", http_answer_inspection,
	  ACCESS_INSPECTOR, HTTP_SLOW, 0 },
	{ HTTP_GET,    "/v1/checklists", http_list_checklists, ACCESS_INSPECTOR, 0, 0 },
	{ HTTP_GET,    "/v1/checklists/{id}", http_get_checklist, ACCESS_INSPECTOR, 0, 0 },
	{ HTTP_PUT,    "/v1/checklists/{id}", http_put_checklist, ACCESS_CHECKLISTS,
	  HTTP_SLOW, FORM_MOST },
	{ HTTP_GET,    "/v1/registrations", http_list_registrations, ACCESS_INSPECTOR, 0, 0 },
	{ HTTP_POST,   "/v1/registrations", http_invite_registration, ACCESS_INSPECTOR,
	  HTTP_SLOW, 4096 },
	{ HTTP_PUT,    "/v1/photos/{sha256}", http_put_photo, ACCESS_INSPECTOR, HTTP_SLOW,
	  PHOTO_PART_MOST },
	{ HTTP_GET,    "/v1/photos/{sha256}", http_get_photo, ACCESS_INSPECTOR, HTTP_SLOW, 0 },
	{ HTTP_GET,    "/v1/photos/{sha256}/progress", http_photo_progress, ACCESS_INSPECTOR,
	  0, 0 },
	{ HTTP_GET,    "/v1/settings", http_get_settings, ACCESS_DEALER, 0, 0 },
	{ HTTP_PUT,    "/v1/settings", http_put_settings, ACCESS_MANAGER, HTTP_SLOW, 0 },
	{ HTTP_GET,    "/v1/commands/{id}", http_get_command, ACCESS_STAFF, 0, 0 },
	{ HTTP_GET,    "/v1/openapi.json", http_openapi, ACCESS_ANYBODY, 0, 0 },
	{ HTTP_GET,    "/customer.css", http_customer_style, ACCESS_CUSTOMER, 0, 0 },
	{ HTTP_GET,    "/u/{token}", http_unsubscribe_page, ACCESS_CUSTOMER, 0, 0 },
	{ HTTP_POST,   "/u/{token}", http_unsubscribe, ACCESS_CUSTOMER, HTTP_SLOW, 4096 },
};
/* clang-format on */
const size_t gateway_routes_count = COUNT_OF(gateway_routes);
