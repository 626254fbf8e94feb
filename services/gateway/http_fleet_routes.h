/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The routes about passports, fleets, transfers and parties, one function each. Included
 * by http_routes.h alone. Thread: http.
 */
#ifndef BEURT_GATEWAY_HTTP_FLEET_ROUTES_H
#define BEURT_GATEWAY_HTTP_FLEET_ROUTES_H

#include "gateway/http_routes.h"

/* http_passport.c */
ROUTE(http_list_passports);
ROUTE(http_create_passport);
ROUTE(http_get_passport);
ROUTE(http_change_passport);
ROUTE(http_invite_passport);
ROUTE(http_join_fleet);
ROUTE(http_leave_fleet);
ROUTE(http_unlink_garage);
ROUTE(http_disown_passport);

/* http_transfer.c */
ROUTE(http_start_transfer);
ROUTE(http_list_transfers);
ROUTE(http_accept_transfer);
ROUTE(http_decline_transfer);
ROUTE(http_cancel_transfer);
ROUTE(http_remind_transfer);

/* http_party.c */
ROUTE(http_get_party);
ROUTE(http_put_party);
ROUTE(http_put_party_email);
ROUTE(http_put_party_password);

/* http_fleet.c */
ROUTE(http_list_fleets);
ROUTE(http_create_fleet);
ROUTE(http_get_fleet);
ROUTE(http_list_fleet_vehicles);
ROUTE(http_invite_fleet);
ROUTE(http_put_fleet_address);
ROUTE(http_get_own_fleet);
ROUTE(http_put_own_fleet);
ROUTE(http_add_fleet_manager);
ROUTE(http_remove_fleet_manager);

/* http_fleet_cars.c, http_fleet_car.c */
ROUTE(http_fleet_cars);
ROUTE(http_fleet_cars_csv);
ROUTE(http_fleet_car);
ROUTE(http_fleet_answers);
ROUTE(http_fleet_report);

/* http_costs.c */
ROUTE(http_passport_costs);

/* http_slots.c */
ROUTE(http_passport_slots);
ROUTE(http_book_for_passport);

#endif
