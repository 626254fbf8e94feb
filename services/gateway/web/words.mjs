// SPDX-License-Identifier: Apache-2.0
// Which words of the catalogues a piece of code says: whole keys, and those that begin like a
// key it puts together.

export function usedWords(keys, code) {
  const stems = [...code.matchAll(/[`"']([a-zA-Z]+(?:\.[\w$]+)*\.)\$\{/g)].map((m) => m[1]);
  return keys.filter(
    (key) => code.includes(`"${key}"`) || stems.some((stem) => key.startsWith(stem)),
  );
}
