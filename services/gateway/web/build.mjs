// SPDX-License-Identifier: Apache-2.0
// Bundles the portal and the tablet form into OUT (default ../../../build/web): hashed scripts
// and styles, each also pre-compressed, and the pages that name them. Each entry carries only
// the words its own sources use, and fails above its budget of the first load.
import { build } from "esbuild";
import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { brotliCompressSync, gzipSync } from "node:zlib";
import { writeTypes } from "./types.mjs";
import { usedWords } from "./words.mjs";

const here = dirname(fileURLToPath(import.meta.url));
const out = resolve(process.env.OUT ?? join(here, "../../../build/web"));
const ENTRIES = [
  { name: "portal", page: "index.html", source: "src/index.html", styles: ["styles"], most: 60 },
  {
    name: "inspection",
    page: "inspectie/index.html",
    source: "src/inspection.html",
    styles: ["styles", "inspection"],
    most: 50,
  },
];
const COMMON = {
  absWorkingDir: here,
  bundle: true,
  minify: true,
  format: "esm",
  target: "es2022",
  jsx: "automatic",
  jsxImportSource: "preact",
  write: false,
  outdir: out,
  legalComments: "none",
};

function store(name, bytes) {
  const path = join(out, name);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, bytes);
  writeFileSync(path + ".gz", gzipSync(bytes, { level: 9 }));
  writeFileSync(path + ".br", brotliCompressSync(bytes));
  return gzipSync(bytes, { level: 9 }).length;
}

const markOf = (bytes) => createHash("sha256").update(bytes).digest("hex").slice(0, 10);

function hashed(name, bytes) {
  const dot = name.lastIndexOf(".");
  return `assets/${name.slice(0, dot)}-${markOf(bytes)}${name.slice(dot)}`;
}

/** The sources of an entry, without what comes from elsewhere. */
async function sourcesOf(entry) {
  const { metafile } = await build({ ...COMMON, entryPoints: [entry], metafile: true });
  return Object.keys(metafile.inputs).filter((path) => /^src\/.*\.tsx?$/.test(path));
}

/** Leaves out of the catalogues what an entry never says. */
async function wordsFor(entry) {
  const code = (await sourcesOf(entry)).map((path) => readFileSync(join(here, path), "utf8"));
  const setup = ({ onLoad }) =>
    onLoad({ filter: /i18n\/\w+\.json$/ }, ({ path }) => {
      const words = JSON.parse(readFileSync(path, "utf8"));
      const used = usedWords(Object.keys(words), code.join("\n"));
      const kept = Object.fromEntries(used.map((key) => [key, words[key]]));
      return { contents: JSON.stringify(kept), loader: "json" };
    });
  return { name: "words", setup };
}

/** One page with its script and styles; gives the addresses and the compressed size. */
async function makePage({ name, page, source, styles }) {
  const script = `src/${name}.tsx`;
  const entryPoints = [script, ...styles.map((style) => `src/${style}.css`)];
  const bundle = await build({ ...COMMON, entryPoints, plugins: [await wordsFor(script)] });
  let html = readFileSync(join(here, source), "utf8");
  let size = 0;
  const urls = [];
  for (const file of bundle.outputFiles) {
    const bytes = Buffer.from(file.contents);
    const stored = hashed(basename(file.path), bytes);
    size += store(stored, bytes);
    urls.push("/" + stored);
    html = html.replace(`%${basename(file.path)}%`, "/" + stored);
  }
  size += store(page, Buffer.from(html));
  return { urls: [...urls, "/" + page], size, html };
}

/** The tablet's service worker knows its shell by name; another shell is another worker. */
async function makeWorker({ urls, html }) {
  const shell = [...urls, "/inspectie/icon.svg", "/inspectie/app.webmanifest"];
  store("inspectie/icon.svg", readFileSync(join(here, "src/icon.svg")));
  store("inspectie/app.webmanifest", readFileSync(join(here, "src/inspection.webmanifest")));
  const bundle = await build({
    ...COMMON,
    entryPoints: ["src/worker/worker.ts"],
    format: "iife",
    define: { SHELL: JSON.stringify(shell), MARK: JSON.stringify(markOf(html)) },
  });
  store("inspectie/worker.js", Buffer.from(bundle.outputFiles[0].contents));
}

writeTypes();
rmSync(out, { recursive: true, force: true });
mkdirSync(out, { recursive: true });
for (const entry of ENTRIES) {
  const page = await makePage(entry);
  if (entry.name === "inspection") await makeWorker(page);
  console.log(`${entry.name}: ${(page.size / 1024).toFixed(1)} kB compressed at first load`);
  if (page.size > entry.most * 1024) {
    console.error(`${entry.name}: over its budget of ${entry.most} kB`);
    process.exitCode = 1;
  }
}
