/* SPDX-License-Identifier: Apache-2.0 */
/* One function per route; http_<topic>.c holds them. Thread: http. */
#ifndef BEURT_GATEWAY_HTTP_ROUTES_H
#define BEURT_GATEWAY_HTTP_ROUTES_H

#include "http/http.h"

#define ROUTE(name)                                                                      \
	int name(void *service, struct request *req, struct reply *reply, struct err *err)

/* http_session.c */
ROUTE(http_login);
ROUTE(http_ask_login_link);
ROUTE(http_use_login_link);
ROUTE(http_logout);
ROUTE(http_choose_dealer);
ROUTE(http_me);
ROUTE(http_find_dealers);

/* http_break_glass.c */
ROUTE(http_list_break_glass);
ROUTE(http_ask_break_glass);
ROUTE(http_approve_break_glass);
ROUTE(http_refuse_break_glass);
ROUTE(http_withdraw_break_glass);
ROUTE(http_fleet_break_glass);

/* http_weeks.c */
ROUTE(http_list_weeks);
ROUTE(http_get_week);
ROUTE(http_list_proposals);

/* http_proposals.c */
ROUTE(http_get_proposal);
ROUTE(http_why);
ROUTE(http_decide);

/* http_preview.c */
ROUTE(http_preview);

/* http_bulk.c */
ROUTE(http_decide_bulk);
ROUTE(http_undo_bulk);

/* http_intake.c */
ROUTE(http_list_intake);
ROUTE(http_get_intake);
ROUTE(http_replay_intake);
ROUTE(http_discard_intake);
ROUTE(http_replay_intake_bulk);

/* http_upload.c */
ROUTE(http_upload_invoice);

/* http_lookup.c */
ROUTE(http_get_vehicle);
ROUTE(http_correct_vehicle);
ROUTE(http_find_customers);
ROUTE(http_get_customer);

/* http_results.c */
ROUTE(http_results);
/* http_result_rows.c */
ROUTE(http_result_visits);
ROUTE(http_result_proposals);
ROUTE(http_results_csv);

/* http_effect.c */
ROUTE(http_results_effect);
ROUTE(http_results_leakage);
ROUTE(http_results_learned);
ROUTE(http_results_adoption);
ROUTE(http_results_benchmark);
ROUTE(http_network);

/* http_me_mail.c */
ROUTE(http_me_mail);
ROUTE(http_put_me_mail);

/* http_inspection.c */
ROUTE(http_list_inspections);
ROUTE(http_inspection_entry);
ROUTE(http_get_inspection);
ROUTE(http_get_inspection_version);

/* http_inspection_save.c */
ROUTE(http_open_inspection);
ROUTE(http_edit_inspection);
ROUTE(http_save_inspection);
ROUTE(http_send_inspection);
ROUTE(http_finish_inspection);
ROUTE(http_discard_inspection);
ROUTE(http_answer_inspection);

/* http_checklist.c */
ROUTE(http_list_checklists);
ROUTE(http_get_checklist);
ROUTE(http_put_checklist);
ROUTE(http_list_registrations);
ROUTE(http_invite_registration);

/* http_photo.c */
ROUTE(http_put_photo);
ROUTE(http_photo_progress);
ROUTE(http_get_photo);

/* http_settings.c */
ROUTE(http_get_settings);
ROUTE(http_put_settings);

/* http_misc.c */
ROUTE(http_get_command);
ROUTE(http_openapi);

/* http_report.c */
ROUTE(http_inspection_pdf);
ROUTE(http_print_inspection);

/* http_appointment.c */
ROUTE(http_calendar);
ROUTE(http_list_appointments);
ROUTE(http_get_appointment);
ROUTE(http_book_appointment);
ROUTE(http_move_appointment);
ROUTE(http_cancel_appointment);
ROUTE(http_appointment_came);
ROUTE(http_appointment_missed);

/* http_usage.c */
ROUTE(http_usage);

/* Contacts: campaigns, paper, telephone, consent, connectors. */
#include "gateway/http_contact_routes.h"
/* Passports, fleets, transfers and parties. */
#include "gateway/http_fleet_routes.h"
/* Pages. */
#include "gateway/http_page_routes.h"

#endif
