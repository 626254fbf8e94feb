// SPDX-License-Identifier: Apache-2.0
// A source module, bundled and loaded: unit tests need no browser for what is pure.
import { build } from "esbuild";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const src = join(dirname(fileURLToPath(import.meta.url)), "../src");

export async function load(path) {
  const { outputFiles } = await build({
    entryPoints: [join(src, path)],
    bundle: true,
    format: "esm",
    target: "es2022",
    write: false,
  });
  const code = Buffer.from(outputFiles[0].contents).toString("base64");
  return import(`data:text/javascript;base64,${code}`);
}
