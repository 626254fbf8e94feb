// SPDX-License-Identifier: Apache-2.0
// Why something was refused, in the reader's words: by its code when we know it, else that
// something went wrong, with the code for whoever is asked about it. What the server says is
// for programs: it is English.
import type { Problem } from "./api";
import { t } from "./i18n";

// No template: the words are no part of the first load, they come with screens/later.tsx.
const STEM = "refusal.";

export function refusalOf({ status, code }: Problem): string {
  if (status === 0) return t("refusal.UNREACHABLE");
  const unknown = code ? `${t("error.unexpected")} (${code})` : t("error.unexpected");
  return t.known(STEM + code) ?? unknown;
}
