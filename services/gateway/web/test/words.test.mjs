// SPDX-License-Identifier: Apache-2.0
// The two catalogues have the same keys and fill the same blanks, and no word is unused.
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { usedWords } from "../words.mjs";

const src = join(dirname(fileURLToPath(import.meta.url)), "../src");
const read = (language) => JSON.parse(readFileSync(join(src, `i18n/${language}.json`), "utf8"));
const nl = read("nl");
const en = read("en");

test("Dutch and English have the same keys", () => {
  assert.deepEqual(Object.keys(en).sort(), Object.keys(nl).sort());
});

test("Dutch and English fill the same blanks", () => {
  const blanks = (text) => [...text.matchAll(/\{(\w+)/g)].map((m) => m[1]).sort();
  for (const key of Object.keys(nl)) {
    assert.deepEqual([...new Set(blanks(en[key]))], [...new Set(blanks(nl[key]))], key);
  }
});

test("every word is used", () => {
  const code = readdirSync(src, { recursive: true })
    .filter((name) => /\.tsx?$/.test(name))
    .map((name) => readFileSync(join(src, name), "utf8"))
    .join("\n");
  const keys = Object.keys(nl);
  const used = new Set(usedWords(keys, code));
  const unused = keys.filter((key) => !used.has(key));
  assert.deepEqual(unused, []);
});
