// SPDX-License-Identifier: Apache-2.0
// Bundles the portal into OUT (default ../../../build/web): hashed scripts and styles, each
// also pre-compressed, and an index.html that names them. Fails when the first load of the
// portal exceeds its budget of 60 kB compressed.
import { build } from "esbuild";
import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { brotliCompressSync, gzipSync } from "node:zlib";
import { writeTypes } from "./types.mjs";

const here = dirname(fileURLToPath(import.meta.url));
const out = resolve(process.env.OUT ?? join(here, "../../../build/web"));
const BUDGET_BYTES = 60 * 1024;

function store(name, bytes) {
  const path = join(out, name);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, bytes);
  writeFileSync(path + ".gz", gzipSync(bytes, { level: 9 }));
  writeFileSync(path + ".br", brotliCompressSync(bytes));
  return gzipSync(bytes, { level: 9 }).length;
}

function hashed(name, bytes) {
  const mark = createHash("sha256").update(bytes).digest("hex").slice(0, 10);
  const dot = name.lastIndexOf(".");
  return `assets/${name.slice(0, dot)}-${mark}${name.slice(dot)}`;
}

writeTypes();
const bundle = await build({
  absWorkingDir: here,
  entryPoints: ["src/portal.tsx", "src/styles.css"],
  bundle: true,
  minify: true,
  format: "esm",
  target: "es2022",
  jsx: "automatic",
  jsxImportSource: "preact",
  loader: { ".svg": "dataurl" },
  write: false,
  outdir: out,
  legalComments: "none",
});

rmSync(out, { recursive: true, force: true });
mkdirSync(out, { recursive: true });
let html = readFileSync(join(here, "src/index.html"), "utf8");
let firstLoad = 0;
for (const file of bundle.outputFiles) {
  const name = file.path.split("/").pop();
  const bytes = Buffer.from(file.contents);
  const stored = hashed(name, bytes);
  firstLoad += store(stored, bytes);
  html = html.replace(`%${name}%`, "/" + stored);
}
firstLoad += store("index.html", Buffer.from(html));
console.log(`portal: ${(firstLoad / 1024).toFixed(1)} kB compressed at first load`);
if (firstLoad > BUDGET_BYTES) {
  console.error(`portal: over its budget of ${BUDGET_BYTES / 1024} kB`);
  process.exit(1);
}
