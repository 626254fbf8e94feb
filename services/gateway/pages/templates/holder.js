// SPDX-License-Identifier: Apache-2.0
// Switches messages on and off in this browser. Pages work without it: then the switch is
// not shown.
"use strict";
(async () => {
  const box = document.getElementById("messages");
  if (!("serviceWorker" in navigator)) return;
  const worker = await navigator.serviceWorker.register("/mijn-worker.js", { scope: "/mijn" });
  if (!box || !("PushManager" in window)) return;
  const [on, off, problem] = ["on", "off", "problem"].map((name) =>
    box.querySelector(`[data-${name}]`));

  const bytes = (text) =>
    Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (c) => c.charCodeAt(0));
  const text = (buffer) =>
    btoa(String.fromCharCode(...new Uint8Array(buffer)))
      .replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
  const tell = async (method, path, form) => {
    const answer = await fetch(path, { method, body: form, redirect: "error" });
    if (!answer.ok) throw new Error(`${answer.status}`);
  };

  async function show() {
    const known = await worker.pushManager.getSubscription();
    on.hidden = known !== null;
    off.hidden = known === null;
    box.hidden = false;
  }

  async function switchOn() {
    await navigator.serviceWorker.ready;
    const made = await worker.pushManager.subscribe({
      userVisibleOnly: true,
      applicationServerKey: bytes(box.dataset.key),
    });
    await tell("POST", "/mijn/meldingen", new URLSearchParams({
      endpoint: made.endpoint,
      p256dh: text(made.getKey("p256dh")),
      auth: text(made.getKey("auth")),
    }));
  }

  async function switchOff() {
    const known = await worker.pushManager.getSubscription();
    if (!known) return;
    await tell("DELETE", `/mijn/meldingen?endpoint=${encodeURIComponent(known.endpoint)}`);
    await known.unsubscribe();
  }

  const run = (what) => async () => {
    problem.hidden = true;
    try {
      await what();
    } catch {
      problem.hidden = false;
    }
    await show();
  };
  on.querySelector("button").addEventListener("click", run(switchOn));
  off.querySelector("button").addEventListener("click", run(switchOff));
  await show();
})();
