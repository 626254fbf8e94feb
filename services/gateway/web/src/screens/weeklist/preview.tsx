// SPDX-License-Identifier: Apache-2.0
// The message as the customer will get it, in the customer's language, and whether it may
// leave now. The mail's own styles are put in by script: the page's rules allow no styles in
// what comes from elsewhere, and the frame runs nothing.
import { useEffect, useRef, useState } from "preact/hooks";
import type { LetterPreview, ProposalRow } from "../../gen/api";
import { Button, Dialog, Notice, Skeleton } from "../../kit/kit";
import { ask, type Problem } from "../../lib/api";
import { moment, t, type Key } from "../../lib/i18n";
import { zone } from "../../lib/session";

/** Puts a mail into an empty document: styles by hand, links without a destination. A quote
 * in what customers typed is escaped, so ` style="` only stands where a template wrote it. */
function fill(frame: HTMLIFrameElement, html: string): void {
  const page = frame.contentDocument;
  const { CSSStyleSheet } = frame.contentWindow as unknown as typeof globalThis;
  const sheet = new CSSStyleSheet();
  const plain = html
    .replace(/<style>([^<]*)<\/style>/, (_, css: string) => (sheet.replaceSync(css), ""))
    .replaceAll(' style="', ' data-style="');
  const mail = new DOMParser().parseFromString(plain, "text/html");
  if (!page) return;
  for (const link of mail.querySelectorAll("a")) link.removeAttribute("href");
  page.replaceChild(page.adoptNode(mail.documentElement), page.documentElement);
  for (const element of page.querySelectorAll<HTMLElement>("[data-style]")) {
    element.style.cssText = element.dataset.style ?? "";
  }
  page.adoptedStyleSheets = [sheet];
}

function Mail({ html, onClose }: { html: string; onClose: () => void }) {
  const ref = useRef<HTMLIFrameElement>(null);
  useEffect(() => {
    const frame = ref.current;
    if (!frame) return;
    fill(frame, html);
    frame.contentDocument?.addEventListener("keydown", (event) => {
      if (event.key === "Escape") onClose();
    });
  }, [html]);
  return <iframe ref={ref} class="mail" sandbox="allow-same-origin" title={t("preview.mail")} />;
}

function Gate({ gate }: { gate: LetterPreview["gate"] }) {
  if (gate.verdict === "send") return <Notice tone="info">{t("preview.send")}</Notice>;
  const reason = t.optional(`statusReason.${gate.reason}`);
  if (gate.verdict === "suppress") {
    return <Notice tone="warning">{t("preview.suppress", { reason })}</Notice>;
  }
  const at = gate.until ? moment(gate.until, zone()) : "–";
  return <Notice tone="info">{t("preview.wait", { reason, at })}</Notice>;
}

function Letter({ shown, onClose }: { shown: LetterPreview; onClose: () => void }) {
  const [form, setForm] = useState<"mail" | "text">("mail");
  return (
    <div class="stack">
      <Gate gate={shown.gate} />
      <dl class="facts">
        <dt>{t("preview.subject")}</dt>
        <dd>{shown.subject}</dd>
        <dt>{t("preview.to")}</dt>
        <dd>{shown.to_masked ?? t("preview.nobody")}</dd>
        <dt>{t("preview.language")}</dt>
        <dd>{t(`preview.${shown.language}` as Key)}</dd>
      </dl>
      <div class="actions" role="group" aria-label={t("preview.form")}>
        {(["mail", "text"] as const).map((option) => (
          <Button key={option} aria-pressed={form === option} onClick={() => setForm(option)}>
            {t(`preview.${option}`)}
          </Button>
        ))}
      </div>
      {form === "mail" ? (
        <Mail html={shown.html} onClose={onClose} />
      ) : (
        <pre class="mail" lang={shown.language} tabIndex={0}>
          {shown.text}
        </pre>
      )}
    </div>
  );
}

export function PreviewDialog({ row, onClose }: { row: ProposalRow; onClose: () => void }) {
  const [shown, setShown] = useState<LetterPreview | null>(null);
  const [wrong, setWrong] = useState("");
  useEffect(() => {
    ask<LetterPreview>(`/v1/proposals/${row.id}/preview`)
      .then((answer) => setShown(answer.body))
      .catch((cause: Problem) => setWrong(cause.message || t("error.unexpected")));
  }, [row.id]);
  return (
    <Dialog title={t("preview.title", { name: row.customer.name })} onClose={onClose}>
      {wrong && <Notice tone="error">{wrong}</Notice>}
      {shown ? <Letter shown={shown} onClose={onClose} /> : !wrong && <Skeleton rows={6} />}
      <div class="actions">
        <Button kind="primary" onClick={onClose}>
          {t("close")}
        </Button>
      </div>
    </Dialog>
  );
}
