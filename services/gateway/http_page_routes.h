/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The routes of pages that customers, holders and managers open, one function each.
 * Included by http_routes.h alone. Thread: http.
 */
#ifndef BEURT_GATEWAY_HTTP_PAGE_ROUTES_H
#define BEURT_GATEWAY_HTTP_PAGE_ROUTES_H

#include "gateway/http_routes.h"

/* http_visit.c */
ROUTE(http_visit_page);
ROUTE(http_visit_move);
ROUTE(http_visit_cancel);
ROUTE(http_visit_file);

/* http_mine.c */
ROUTE(http_mine);
ROUTE(http_mine_photo);
ROUTE(http_mine_pdf);
ROUTE(http_mine_seen);

/* http_mine_ask.c */
ROUTE(http_mine_answers);
ROUTE(http_mine_mail);
ROUTE(http_mine_appointment);
ROUTE(http_mine_register);

/* http_customer.c */
ROUTE(http_unsubscribe_page);
ROUTE(http_unsubscribe);

/* http_page.c */
ROUTE(http_page_style);
ROUTE(http_page_icon);
ROUTE(http_page_manifest);
ROUTE(http_page_brand);

/* http_enter.c */
ROUTE(http_enter_page);
ROUTE(http_enter);
ROUTE(http_enter_link_page);
ROUTE(http_enter_link);
ROUTE(http_leave);

/* http_links.c */
ROUTE(http_activate_page);
ROUTE(http_activate);
ROUTE(http_fleet_activate_page);
ROUTE(http_fleet_activate);
ROUTE(http_address_page);
ROUTE(http_address);

/* http_offer.c */
ROUTE(http_offer_link_page);
ROUTE(http_offer_link);
ROUTE(http_offer_page);
ROUTE(http_offer_answer);

/* http_holder.c */
ROUTE(http_holder_cars);
ROUTE(http_holder_car);
ROUTE(http_holder_lights);
ROUTE(http_holder_light);

/* http_holder_change.c */
ROUTE(http_holder_offering);
ROUTE(http_holder_offer);
ROUTE(http_holder_disown);
ROUTE(http_holder_unlink);

/* http_holder_account.c */
ROUTE(http_account_page);
ROUTE(http_account_save);
ROUTE(http_account_address);
ROUTE(http_account_password);
ROUTE(http_account_file);

/* http_holder_book.c */
ROUTE(http_booking_page);
ROUTE(http_booking);

/* http_lights.c */
ROUTE(http_lights);
ROUTE(http_light);
ROUTE(http_mine_lights);
ROUTE(http_mine_light);

#endif
