/* SPDX-License-Identifier: Apache-2.0 */
/* The words of the pages of one's own cars. */
#include "base/err.h"
#include "gateway/pages/phrases.h"

/* clang-format off */
static const struct phrase PHRASES[] = {
	{ "cars_title", { "Mijn auto's", "My cars" } },
};
/* clang-format on */

const struct phrase_set page_phrases_holder = { PHRASES, COUNT_OF(PHRASES) };
