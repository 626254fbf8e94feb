// SPDX-License-Identifier: Apache-2.0
// Commands of one form on screen: each is done once, however often it is tried, and what is
// refused is kept in words until it is tried again.
import { useRef, useState } from "preact/hooks";
import { ask, Problem } from "../lib/api";
import { refusal } from "./refusal";
import { lookAgain } from "./store";

export type Send = <T>(method: string, url: string, body?: unknown) => Promise<T>;

/** The same request again keeps its key: a try whose answer was lost is not done twice. */
function sender(): Send {
  let last = "";
  let key = "";
  return async <T>(method: string, url: string, body?: unknown): Promise<T> => {
    const meant = JSON.stringify([method, url, body]);
    if (meant !== last) key = crypto.randomUUID();
    last = meant;
    const answer = await ask<T>(url, {
      method,
      headers: { "Idempotency-Key": key },
      ...(body === undefined ? {} : { body }),
    });
    if (answer.status === 202) throw new Problem(202, "LATER", "", {});
    last = "";
    lookAgain();
    return answer.body;
  };
}

export interface Sending {
  wrong: string;
  setWrong: (text: string) => void;
  /** Whether it was done; if not, `wrong` says why. */
  run: (act: (send: Send) => Promise<unknown>) => Promise<boolean>;
}

export function useSending(onRefused: (cause: unknown) => void = () => undefined): Sending {
  const [wrong, setWrong] = useState("");
  const send = useRef(sender()).current;
  async function run(act: (send: Send) => Promise<unknown>): Promise<boolean> {
    try {
      await act(send);
      setWrong("");
      return true;
    } catch (cause) {
      setWrong(refusal(cause));
      onRefused(cause);
      return false;
    }
  }
  return { wrong, setWrong, run };
}

/** An id for what a form makes: the same as long as the same is meant. */
export function useNewId(): (meant: unknown) => string {
  const made = useRef({ meant: "", id: "" }).current;
  return (meant) => {
    const text = JSON.stringify(meant);
    if (made.meant !== text) Object.assign(made, { meant: text, id: crypto.randomUUID() });
    return made.id;
  };
}
