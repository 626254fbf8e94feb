// SPDX-License-Identifier: Apache-2.0
// A command a screen gives: one at a time, its refusal kept to be shown, "later" told apart
// from "done".
import { useState } from "preact/hooks";
import { ask, commandHeaders, Problem } from "./api";

export interface Ordered {
  method: "POST" | "PUT" | "PATCH" | "DELETE";
  body?: unknown;
  /** the version that was read, where the route wants it */
  version?: number;
}

export interface Command {
  busy: boolean;
  wrong: Problem | null;
  /** Gives the answer; null when it was refused, which `wrong` then says. */
  run: <T>(url: string, ordered: Ordered) => Promise<T | null>;
  clear: () => void;
}

async function order<T>(url: string, { method, body, version }: Ordered): Promise<T> {
  const answer = await ask<T>(url, {
    method,
    headers: commandHeaders(version),
    ...(body === undefined ? {} : { body }),
  });
  if (answer.status === 202) throw new Problem(202, "LATER", "", {});
  return answer.body;
}

export function useCommand(): Command {
  const [busy, setBusy] = useState(false);
  const [wrong, setWrong] = useState<Problem | null>(null);

  async function run<T>(url: string, ordered: Ordered): Promise<T | null> {
    if (busy) return null;
    setBusy(true);
    setWrong(null);
    try {
      return (await order<T | undefined>(url, ordered)) ?? ({} as T);
    } catch (cause) {
      setWrong(cause as Problem);
      return null;
    } finally {
      setBusy(false);
    }
  }
  return { busy, wrong, run, clear: () => setWrong(null) };
}
