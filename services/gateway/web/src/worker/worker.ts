// SPDX-License-Identifier: Apache-2.0
// Keeps the tablet's shell on the device, so that it starts in a pit without a network. Only
// the shell: what the gateway says of customers is kept in IndexedDB alone, where logging out
// empties it. A newer shell waits until somebody asks for it.
declare const SHELL: string[];
declare const MARK: string;

const worker = globalThis as unknown as ServiceWorkerGlobalScope;
const START = "/inspectie/index.html";
const CACHE = `inspection-${MARK}`;

worker.addEventListener("install", (event) => {
  event.waitUntil(
    caches.open(CACHE).then((cache) =>
      cache.addAll(SHELL.map((url) => new Request(url, { cache: "no-cache" }))),
    ),
  );
});

worker.addEventListener("activate", (event) => {
  const old = async () => {
    for (const name of await caches.keys()) if (name !== CACHE) await caches.delete(name);
    await worker.clients.claim();
  };
  event.waitUntil(old());
});

worker.addEventListener("message", (event) => {
  if (event.data === "skip-waiting") void worker.skipWaiting();
});

/** The kept file for a request; undefined = the network's business. */
function keptUrl(request: Request): string | undefined {
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== worker.location.origin) return undefined;
  if (request.mode === "navigate") return START;
  return SHELL.includes(url.pathname) ? url.pathname : undefined;
}

worker.addEventListener("fetch", (event) => {
  const url = keptUrl(event.request);
  if (!url) return;
  const answer = async () => {
    const cache = await caches.open(CACHE);
    return (await cache.match(url)) ?? fetch(event.request);
  };
  event.respondWith(answer());
});
