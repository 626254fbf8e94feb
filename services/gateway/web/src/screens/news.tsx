// SPDX-License-Identifier: Apache-2.0
// The weekly news on the portal's home; the helpdesk writes and removes items here, and hands
// in signed files.
import { useState } from "preact/hooks";
import type { NewsItem, NewsList, NewsMade } from "../gen/api";
import { Button, Dialog, Notice, say } from "../kit/kit";
import { useCommand } from "../lib/command";
import { t } from "../lib/i18n";
import { useLoaded } from "../lib/load";
import { refusalOf } from "../lib/refusal";
import { me } from "../lib/session";
import { NewsByMail } from "./news_mail";

const POLL_MS = 600000;

const words = (text: FormDataEntryValue | null) =>
  String(text ?? "").split(",").map((word) => word.trim()).filter(Boolean);

function Item({ item }: { item: NewsItem }) {
  return (
    <article class="card stack">
      <h3>{item.title}</h3>
      {item.text.split(/\n\n+/).map((paragraph, i) => (
        <p key={i}>{paragraph}</p>
      ))}
      {item.link && (
        <p>
          <a href={item.link} rel="noopener noreferrer" target="_blank">{t("news.more")}</a>
        </p>
      )}
    </article>
  );
}

function Edit({ onClose }: { onClose: () => void }) {
  const save = useCommand();

  async function submit(event: SubmitEvent) {
    event.preventDefault();
    const form = new FormData(event.currentTarget as HTMLFormElement);
    const link = String(form.get("link") ?? "").trim();
    const body = {
      title: form.get("title"),
      text: form.get("text"),
      ...(link ? { link } : {}),
      brands: words(form.get("brands")),
      networks: words(form.get("networks")),
      from_week: form.get("from_week"),
      until_week: form.get("until_week"),
    };
    if (await save.run<NewsMade>("/v1/news", { method: "POST", body })) onClose();
  }

  return (
    <Dialog title={t("news.add")} onClose={onClose}>
      <form class="stack" onSubmit={(event) => void submit(event)}>
        <label>{t("news.title")}<input name="title" required maxLength={120} /></label>
        <label>{t("news.text")}<textarea name="text" required rows={6} maxLength={2000} /></label>
        <label>{t("news.link")}<input name="link" type="url" maxLength={500} /></label>
        <label>{t("news.from")}<input name="from_week" required pattern="\d{4}-W\d{2}" placeholder="2026-W48" /></label>
        <label>{t("news.until")}<input name="until_week" required pattern="\d{4}-W\d{2}" placeholder="2026-W48" /></label>
        <label>{t("news.brands")}<input name="brands" /></label>
        <label>{t("news.networks")}<input name="networks" /></label>
        {save.wrong && <Notice tone="error">{refusalOf(save.wrong)}</Notice>}
        <div class="in-line">
          <Button type="submit" kind="primary" disabled={save.busy}>{t("news.save")}</Button>
          <Button onClick={onClose}>{t("news.cancel")}</Button>
        </div>
      </form>
    </Dialog>
  );
}

function Desk({ onChange }: { onChange: () => void }) {
  const { body, again } = useLoaded<NewsList>("/v1/news/all");
  const give = useCommand();
  const [adds, setAdds] = useState(false);
  const change = () => (again(), onChange());

  async function remove(item: NewsItem) {
    if (!confirm(t("news.sure", { title: item.title }))) return;
    await give.run(`/v1/news/${item.news_id}`, { method: "DELETE" });
    change();
  }
  async function hand(file: File | undefined) {
    if (!file) return;
    const done = await give.run<{ items: number }>("/v1/news/import", {
      method: "POST",
      body: JSON.parse((await file.text()) || "{}") as unknown,
    });
    if (done) say(t("news.imported", { n: done.items }));
    change();
  }

  return (
    <details class="stack">
      <summary>{t("news.desk")}</summary>
      {give.wrong && <Notice tone="error">{refusalOf(give.wrong)}</Notice>}
      <ul class="plain">
        {body?.items.map((item) => (
          <li key={item.news_id}>
            {item.from_week} – {item.until_week} · {item.title} · {item.source}{" "}
            <Button kind="quiet" onClick={() => void remove(item)}>{t("news.remove")}</Button>
          </li>
        ))}
      </ul>
      <div class="in-line">
        <Button onClick={() => setAdds(true)}>{t("news.add")}</Button>
        <label>
          {t("news.file")}
          <input type="file" accept=".json" onChange={(event) => void hand(event.currentTarget.files?.[0])} />
        </label>
      </div>
      {adds && <Edit onClose={() => (setAdds(false), change())} />}
    </details>
  );
}

export function News() {
  const { body, again } = useLoaded<NewsList>("/v1/news", { every: POLL_MS });
  const writes = me.value?.role === "helpdesk";
  if (!writes && !body?.items.length) return null;
  return (
    <section class="stack" aria-label={t("news.heading")}>
      <h2>{t("news.heading")}</h2>
      {body?.items.map((item) => <Item key={item.news_id} item={item} />)}
      {!writes && <NewsByMail />}
      {writes && <Desk onChange={again} />}
    </section>
  );
}
