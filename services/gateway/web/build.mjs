// SPDX-License-Identifier: Apache-2.0
// Bundles the portal, the tablet form and the fleet dashboard into OUT (default
// ../../../build/web): hashed scripts and styles, each also pre-compressed, and the pages that
// name them. Each entry carries only the words its own sources use, and fails above its budget
// of the first load; what a module `later.tsx` brings is fetched when it is needed, with its
// own words.
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
  {
    name: "fleet",
    page: "wagenpark/index.html",
    source: "src/fleet.html",
    styles: ["styles", "fleet"],
    most: 60,
  },
];
const COMMON = {
  absWorkingDir: here,
  bundle: true,
  splitting: true,
  minify: true,
  format: "esm",
  target: "es2022",
  jsx: "automatic",
  jsxImportSource: "preact",
  write: false,
  metafile: true,
  outdir: join(out, "assets"),
  entryNames: "[name]-[hash]",
  chunkNames: "[name]-[hash]",
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

/** What a browser fetches before anything is on screen: not what is imported when needed. */
function firstLoad({ outputs }) {
  const first = new Set(Object.keys(outputs).filter((name) => isPage(outputs[name])));
  for (const name of first) {
    const now = outputs[name].imports.filter(({ kind }) => kind !== "dynamic-import");
    now.forEach(({ path }) => first.add(path));
  }
  return first;
}

const isPage = ({ entryPoint }) => entryPoint && !/\/later\.tsx$/.test(entryPoint);

/** The code of an entry: what the first load says, and what is said later. */
async function codeOf(entry) {
  const { metafile } = await build({ ...COMMON, entryPoints: [entry] });
  const first = firstLoad(metafile);
  const code = { first: "", later: "" };
  for (const [name, { inputs }] of Object.entries(metafile.outputs)) {
    const sources = Object.keys(inputs).filter((path) => /^src\/.*\.tsx?$/.test(path));
    const text = sources.map((path) => readFileSync(join(here, path), "utf8")).join("\n");
    code[first.has(name) ? "first" : "later"] += text;
  }
  return code;
}

/** Leaves out of the catalogues what an entry never says; `?later`: what only later says. */
async function wordsFor(entry) {
  const code = await codeOf(entry);
  const setup = ({ onLoad }) =>
    onLoad({ filter: /i18n\/\w+\.json$/ }, ({ path, suffix }) => {
      const words = JSON.parse(readFileSync(path, "utf8"));
      const first = usedWords(Object.keys(words), code.first);
      const later = usedWords(Object.keys(words), code.later);
      const used = suffix ? later.filter((key) => !first.includes(key)) : first;
      const kept = Object.fromEntries(used.map((key) => [key, words[key]]));
      return { contents: JSON.stringify(kept), loader: "json" };
    });
  return { name: "words", setup };
}

/** One page with its scripts and styles; gives the addresses and the compressed size. */
async function makePage({ name, page, source, styles }) {
  const script = `src/${name}.tsx`;
  const entryPoints = [script, ...styles.map((style) => `src/${style}.css`)];
  const bundle = await build({ ...COMMON, entryPoints, plugins: [await wordsFor(script)] });
  const first = firstLoad(bundle.metafile);
  let html = readFileSync(join(here, source), "utf8");
  let size = 0;
  const urls = [];
  for (const [path, { entryPoint }] of Object.entries(bundle.metafile.outputs)) {
    const { contents } = bundle.outputFiles.find((file) => file.path === resolve(here, path));
    const url = `/assets/${basename(path)}`;
    const stored = store(url.slice(1), Buffer.from(contents));
    if (!first.has(path)) continue;
    size += stored;
    urls.push(url);
    const preload = `<link rel="modulepreload" href="${url}">\n</head>`;
    if (entryPoint) html = html.replace(placeOf(entryPoint), url);
    else html = html.replace("</head>", preload);
  }
  size += store(page, Buffer.from(html));
  return { urls: [...urls, "/" + page], size, html };
}

const placeOf = (entryPoint) => `%${basename(entryPoint).replace(".tsx", ".js")}%`;

/** The tablet's service worker knows its shell by name; another shell is another worker. */
async function makeWorker({ urls, html }) {
  const shell = [...urls, "/inspectie/icon.svg", "/inspectie/app.webmanifest"];
  store("inspectie/icon.svg", readFileSync(join(here, "src/icon.svg")));
  store("inspectie/app.webmanifest", readFileSync(join(here, "src/inspection.webmanifest")));
  const bundle = await build({
    ...COMMON,
    entryPoints: ["src/worker/worker.ts"],
    splitting: false,
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
