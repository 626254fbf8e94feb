// SPDX-License-Identifier: Apache-2.0
// Why something was refused, in the reader's words: by its code when we know it, else as the
// server says it.
import type { Problem } from "./api";
import { t } from "./i18n";

export function refusalOf(problem: Problem): string {
  return t.known(`refusal.${problem.code}`) ?? problem.message;
}
