// SPDX-License-Identifier: Apache-2.0
// What a screen reads from the gateway: loaded when its address changes, looked at again at
// intervals when asked, and never shown after the screen has moved on.
import { useEffect, useState } from "preact/hooks";
import { poll, type Answer, type Problem } from "./api";

export interface Loaded<T> {
  body: T | null;
  wrong: Problem | null;
  /** Look again now. */
  again: () => void;
  /** What is known better than by asking: the answer of a command. */
  put: (body: T) => void;
}

interface How {
  /** look again so often */
  every?: number;
  /** wait so long first: somebody is typing */
  wait?: number;
}

/** Without an address nothing is asked, and what was there is gone. */
export function useLoaded<T>(url: string | null, { every = 0, wait = 0 }: How = {}): Loaded<T> {
  const [body, setBody] = useState<T | null>(null);
  const [wrong, setWrong] = useState<Problem | null>(null);
  const [turn, setTurn] = useState(0);

  useEffect(() => setBody(null), [url === null]);
  useEffect(() => {
    if (!url) return undefined;
    let left = false;
    let etag: string | null = null;
    const arrive = (answer: Answer<T> | null) => {
      if (left) return;
      setWrong(null);
      if (!answer) return;
      etag = answer.etag;
      setBody(answer.body);
    };
    const look = () =>
      poll<T>(url, etag).then(arrive, (cause: Problem) => !left && setWrong(cause));
    const first = setTimeout(() => void look(), wait);
    const again = every ? setInterval(() => void look(), every) : undefined;
    return () => {
      left = true;
      clearTimeout(first);
      clearInterval(again);
    };
  }, [url, turn]);
  return { body, wrong, again: () => setTurn(turn + 1), put: setBody };
}
