/* SPDX-License-Identifier: Apache-2.0 */
/* What a service's command line may say. Inside app/ only. Thread: main. */
#ifndef BEURT_APP_OPTIONS_H
#define BEURT_APP_OPTIONS_H

#include "app/app.h"

/* True when the command line asked for something else than running; *ret_code is then
 * the process's exit code. */
bool options_handle(const struct app *app, int argc, char **argv, int *ret_code);
/* Settings from the environment into app->knobs_into; what is wrong goes to stderr. */
bool options_read_knobs(const struct app *app);

#endif
