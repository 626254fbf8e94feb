// SPDX-License-Identifier: Apache-2.0
// The pages behind the first one of a list. They belong to the first page as it is now: when
// a poll brings another first page they are read again behind it, so that no row is missing
// between two pages or stands in both.
import { useEffect, useState } from "preact/hooks";
import { ask, type Problem } from "./api";

interface Paged {
  next_cursor?: string;
}

export interface More<T> {
  /** From the first to the last that was asked for. */
  pages: T[];
  /** Asks for one more; null when the last one is there. */
  more: (() => void) | null;
  wrong: Problem | null;
}

async function follow<T extends Paged>(url: string, pages: T[], most: number): Promise<T[]> {
  const cursor = pages.at(-1)?.next_cursor;
  if (!cursor || pages.length >= most) return pages;
  const { body } = await ask<T>(`${url}&cursor=${encodeURIComponent(cursor)}`);
  return follow(url, [...pages, body], most);
}

/** `url` has a query already; `first` is what it answered last. */
export function useMore<T extends Paged>(url: string, first: T | null): More<T> {
  const [asked, setAsked] = useState({ url, pages: 1 });
  const [read, setRead] = useState<{ url: string; pages: T[] }>({ url, pages: [] });
  const [wrong, setWrong] = useState<Problem | null>(null);
  const old = read.url === url ? read.pages : [];
  const isSame = old[0] === first;

  useEffect(() => {
    if (!first || asked.url !== url || asked.pages < 2) return undefined;
    let left = false;
    const arrive = (pages: T[]) => {
      if (left) return;
      setWrong(null);
      setRead({ url, pages });
    };
    follow(url, isSame ? old : [first], asked.pages).then(
      arrive,
      (cause: Problem) => !left && setWrong(cause),
    );
    return () => {
      left = true;
    };
  }, [url, first, asked]);

  const pages = first ? [first, ...old.slice(1)] : [];
  const askMore = () => setAsked({ url, pages: pages.length + 1 });
  return { pages, more: pages.at(-1)?.next_cursor ? askMore : null, wrong };
}
