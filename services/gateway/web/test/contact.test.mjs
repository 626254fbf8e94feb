// SPDX-License-Identifier: Apache-2.0
// Calls, letters, other systems, news and the test message at the garage's desk, in a real
// Chromium against a gateway in memory; axe looks at each in both languages, light and dark.
import assert from "node:assert/strict";
import { test } from "node:test";
import { until } from "./devices.mjs";
import { contactRoutes, startContact } from "./fake_contact.mjs";
import { startFakeGateway } from "./fake_gateway.mjs";
import { judge, PHONE, speak, stage, webRoot } from "./stage.mjs";

const on = stage({ width: 1280, height: 900 });

async function desk(at, run) {
  const contact = startContact();
  const routes = contactRoutes(contact);
  const gateway = await startFakeGateway({ rows: 12, webRoot, extra: (asked) => {
    const route = routes.find(([method, pattern]) => method === asked.method && pattern.test(asked.url.pathname));
    return route?.[2](route[1].exec(asked.url.pathname).slice(1), asked);
  } });
  const sent = (ending) => gateway.state.calls.filter(({ method, path }) => method === "POST" && path.endsWith(ending)).map(({ body }) => body && JSON.parse(body));
  await on(gateway, at, (page, { url }) => run(page, { contact, url, sent }));
}

const press = (page, name) => page.getByRole("button", { name, exact: true }).first().click();
const says = (page, text) => page.getByText(text).first().waitFor();

test("a call is taken, how it went is said, and the next one comes by itself", async () => {
  await desk("/bellijst", async (page, { sent }) => {
    await page.locator("tbody tr").nth(3).waitFor();
    await press(page, "Bellen");
    await page.locator("a.call-number", { hasText: "030-200 12 00" }).waitFor();
    await page.getByLabel("Opmerking").fill("komt maandag");
    await page.locator(".call-outcomes .primary").click();
    await page.getByRole("region", { name: /Zonen 2$/ }).waitFor();
    assert.deepEqual(sent("/outcome"), [{ outcome: "reached_booked", remark: "komt maandag" }]);
    assert.equal(sent("/claim").length, 2);
  });
});

test("who is called for a campaign, is a colleague's, or is for later is said so", async () => {
  await desk("/bellijst", async (page) => {
    const row = (n) => page.locator("tbody tr", { hasText: new RegExp(`Zonen ${n}`) });
    await row(2).getByText("Campagne").waitFor();
    await row(3).getByText(/piet/).waitFor();
    assert.ok(await row(3).getByRole("button").isDisabled());
    await row(4).getByText(/25 nov/).waitFor();
    assert.ok(await row(4).getByRole("button").isDisabled());
  });
});

test("a batch that is ready is downloaded and said to be in the post", async () => {
  await desk("/drukwerk", async (page, { contact, sent }) => {
    const ready = page.locator(".card", { has: page.getByRole("link", { name: "PDF downloaden" }) });
    assert.match(await ready.getByRole("link").getAttribute("href"), /\.pdf\?piece=1$/);
    await ready.getByText("24 brieven").waitFor();
    await ready.getByRole("button", { name: "Is gepost" }).click();
    await until("it is posted", () => contact.batches[1].status === "posted");
    assert.deepEqual(sent("/posted"), [{ posted_on: "2026-11-24" }]);
  });
});

test("a new connector shows its secret once; what did not arrive is sent again", async () => {
  await desk("/beheer/koppelingen", async (page, { contact, sent }) => {
    await press(page, "Koppeling toevoegen");
    const dialog = page.getByRole("dialog");
    await dialog.locator("input[name=name]").fill("Claire");
    await dialog.locator("input[name=url]").fill("https://claire.example/in");
    await dialog.locator("input[name=visit_recorded]").check();
    await dialog.locator("button[type=submit]").click();
    await says(page, "whsec_ZWVuIGdlaGVpbQ==");
    const [asked] = sent("/v1/connectors");
    assert.deepEqual([asked.name, asked.facts, asked.mapping.system], ["Claire", ["visit_recorded"], "claire"]);
    await page.getByRole("dialog").locator("button.primary").click();
    await page.getByText("whsec_").waitFor({ state: "detached" });
    await page.locator("summary").first().click();
    await says(page, "answered 410");
    contact.connectors[0].dead = 1;
    await page.locator(".card", { hasText: "Autosociaal" }).getByRole("button").nth(2).click();
    await until("sent again", () => sent("/replay") && contact.connectors[0].dead === 0);
  });
});

test("the news of the week is on the start", async () => {
  await desk("/", async (page) => {
    await page.getByRole("heading", { name: "Winterbanden" }).waitFor();
    await says(page, "Denk aan uw klanten.");
  });
});

test("a test message goes to one's own number", async () => {
  await desk("/beheer/contact", async (page, { contact }) => {
    await page.getByLabel("Uw mobiele nummer").fill("0612345678");
    await press(page, "Test-sms aan mijzelf");
    await until("the message", () => contact.texted[0] === "0612345678");
  });
});

const asTables = (page) => page.evaluate(() => document.querySelectorAll("button[aria-pressed=false]").forEach((button) => button.closest(".chart-head") && button.click()));
const SCREENS = [
  ["/bellijst", "tbody tr", (page) => page.locator("tbody .primary").first().click(), ".call-outcomes"],
  ["/drukwerk", ".card dl"],
  ["/beheer/koppelingen", ".cards .card", (page) => page.locator("summary").first().click(), ".cards h3"],
  ["/beheer/koppelingen#nieuw", ".cards .card", (page) => page.locator(".page > div > .primary").click(), "dialog form"],
  ["/beheer/contact", "input[name=phone]"],
  ["/", "article h3"],
  ["/resultaten", ".funnel", asTables, ".chart-card tbody"],
];

for (const language of ["nl", "en"]) {
  test(`axe finds nothing where customers are reached: ${language}, light and dark`, () =>
    desk("/login", async (page, { url }) => {
      await speak(page, language);
      for (const [at, ready, open, then] of SCREENS) {
        await page.goto(url + at);
        await page.waitForSelector(ready);
        await open?.(page);
        if (then) await page.waitForSelector(then);
        await judge(page, `${at} in ${language}`, [1280, 900], PHONE);
      }
    }));
}

test("what one asked the helpdesk stands under the form, with its answer", async () => {
  const asked = [{ feedback_id: "00000000-0000-4000-8000-0000000000f2", kind: "question", text: "En hoe print ik hem?", at: "2026-11-24T08:00:00Z" }, { feedback_id: "00000000-0000-4000-8000-0000000000f1", kind: "problem", text: "Waar staat de weeklijst?", at: "2026-11-23T08:00:00Z", answer: "Onder Weeklijst,\nlinks boven.", answered_at: "2026-11-23T09:00:00Z" }];
  const extra = ({ url }) => (url.pathname === "/v1/feedback/mine" ? { status: 200, body: { feedback: asked } } : undefined);
  const gateway = await startFakeGateway({ rows: 3, webRoot, extra });
  await on(gateway, "/weeklijst", async (page) => {
    await press(page, "Feedback");
    const dialog = page.getByRole("dialog");
    await dialog.locator("article", { hasText: "En hoe print ik hem?" }).getByText("Nog niet beantwoord.").waitFor();
    const answered = dialog.locator("article", { hasText: "Waar staat de weeklijst?" });
    await answered.getByText("Onder Weeklijst").waitFor();
    await answered.getByText(/ma 23 nov\s+10:00/).waitFor();
    await judge(page, "feedback", [1280, 900], PHONE);
  });
});
