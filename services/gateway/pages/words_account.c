/* SPDX-License-Identifier: Apache-2.0 */
/* The words of logging in, of the links in letters, and of what every page has. */
#include "base/err.h"
#include "gateway/pages/phrases.h"

/* clang-format off */
static const struct phrase PHRASES[] = {
	{ "product", { "Mijn auto", "My car" } },
	{ "nav", { "Uw pagina's", "Your pages" } },
	{ "nav_cars", { "Mijn auto's", "My cars" } },
	{ "nav_mine", { "Mijn gegevens", "My details" } },
	{ "sign_out", { "Uitloggen", "Log out" } },
};
/* clang-format on */

const struct phrase_set page_phrases_account = { PHRASES, COUNT_OF(PHRASES) };
