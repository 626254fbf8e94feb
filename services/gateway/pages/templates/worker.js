// SPDX-License-Identifier: Apache-2.0
// Shows messages about the holder's cars. It keeps no page: they are somebody's own.
"use strict";
self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

self.addEventListener("push", (event) => {
  const message = event.data?.json() ?? {};
  event.waitUntil(self.registration.showNotification(message.title ?? "", {
    body: message.body,
    tag: message.tag,
    icon: "/mijn.svg",
    data: { url: message.url ?? "/mijn", book: message.book },
    actions: message.book
      ? [{ action: "book", title: message.language === "en" ? "Make an appointment" : "Afspraak maken" }]
      : [],
  }));
});

// Only pages of our own are opened, whatever a message says.
self.addEventListener("notificationclick", (event) => {
  event.notification.close();
  const { url: page, book } = event.notification.data;
  const url = new URL(event.action === "book" && book ? book : page, self.location.origin);
  if (url.origin !== self.location.origin) return;
  event.waitUntil((async () => {
    const pages = await self.clients.matchAll({ type: "window", includeUncontrolled: true });
    const open = pages.find((one) => new URL(one.url).pathname === url.pathname);
    return open ? open.focus() : self.clients.openWindow(url.href);
  })());
});
