// SPDX-License-Identifier: Apache-2.0
// The message as the customer will get it, in the customer's language, and whether it may
// leave now. The mail's own styles are put in by script: the page's rules allow no styles in
// what comes from elsewhere, and the frame runs nothing.
import { useEffect, useRef, useState } from "preact/hooks";
import type { LetterPreview, ProposalRow } from "../../gen/api";
import { Button, Dialog, Notice, Skeleton } from "../../kit/kit";
import { ask, type Problem } from "../../lib/api";
import { moment, money, t, type Key } from "../../lib/i18n";
import { refusalOf } from "../../lib/refusal";
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
  return <iframe ref={ref} class="mail" sandbox="allow-same-origin" title={t("channel.email")} />;
}

interface ShownProps {
  shown: LetterPreview;
  /** who may get it is told elsewhere */
  isOpen?: boolean | undefined;
}

function Gate({ shown: { gate }, isOpen = false }: ShownProps) {
  if (isOpen && gate.verdict === "send") return null;
  if (gate.verdict === "send") return <Notice tone="info">{t("preview.send")}</Notice>;
  const reason = t.optional(`statusReason.${gate.reason}`);
  if (gate.verdict === "suppress") {
    return <Notice tone="warning">{t("preview.suppress", { reason })}</Notice>;
  }
  const at = gate.until ? moment(gate.until, zone()) : "–";
  return <Notice tone="info">{t("preview.wait", { reason, at })}</Notice>;
}

/** What a text message says, and what it costs before it is sent. */
export function Short({ shown, isOpen }: ShownProps) {
  const { short } = shown;
  return (
    <div class="stack">
      <Gate shown={shown} isOpen={isOpen} />
      <dl class="facts">
        <dt>{t("preview.from")}</dt>
        <dd>{shown.subject}</dd>
        {shown.channel === "sms" && (
          <>
            <dt>{t("preview.to")}</dt>
            <dd>{shown.to_masked ?? t("preview.nobody")}</dd>
          </>
        )}
        {short && (
          <>
            <dt>{t("preview.cost")}</dt>
            <dd>{t("preview.parts", { count: short.parts, price: money(short.cents) })}</dd>
          </>
        )}
      </dl>
      {short && short.expensive.length > 0 && (
        <Notice tone="warning">
          {t("preview.expensive", { letters: short.expensive.join(" ") })}
        </Notice>
      )}
      <p class="card" lang={shown.language}>
        {shown.text}
      </p>
    </div>
  );
}

/** The address of a PDF that came with the answer, as long as it is shown. */
function usePdf(base64: string | undefined): string | null {
  const [url, setUrl] = useState<string | null>(null);
  useEffect(() => {
    if (!base64) return setUrl(null);
    const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
    const made = URL.createObjectURL(new Blob([bytes], { type: "application/pdf" }));
    setUrl(made);
    return () => URL.revokeObjectURL(made);
  }, [base64]);
  return url;
}

export const isPaper = (channel: string) => channel === "letter" || channel === "card";

/** What a letter or card says, and the sheet itself as the next batch prints it. */
export function Paper({ shown, isOpen }: ShownProps) {
  const url = usePdf(shown.pdf?.base64);
  const name = t(`channel.${shown.channel}` as Key);
  return (
    <div class="stack">
      <Gate shown={shown} isOpen={isOpen} />
      <dl class="facts">
        <dt>{t("preview.subject")}</dt>
        <dd>{shown.subject}</dd>
        <dt>{t("preview.language")}</dt>
        <dd>{t(`preview.${shown.language}` as Key)}</dd>
      </dl>
      {url ? (
        <p>
          <a class="button" href={url} download={`${name.toLowerCase()}.pdf`}>
            {t("preview.sheet", { name })}
          </a>{" "}
          <span class="soft">{t("preview.sheetHelp")}</span>
        </p>
      ) : (
        !shown.pdf && <Notice tone="warning">{t("preview.noSheet")}</Notice>
      )}
      <pre class="mail" lang={shown.language} tabIndex={0}>
        {shown.text}
      </pre>
    </div>
  );
}

export function Letter({ shown, onClose, isOpen }: ShownProps & { onClose: () => void }) {
  const [form, setForm] = useState<"mail" | "text">("mail");
  return (
    <div class="stack">
      <Gate shown={shown} isOpen={isOpen} />
      <dl class="facts">
        <dt>{t("preview.subject")}</dt>
        <dd>{shown.subject}</dd>
        <dt>{t("preview.to")}</dt>
        <dd>{shown.to_masked ?? t("preview.nobody")}</dd>
        <dt>{t("preview.language")}</dt>
        <dd>{t(`preview.${shown.language}` as Key)}</dd>
      </dl>
      <div class="choices" role="group" aria-label={t("preview.form")}>
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

const CHANNELS = ["email", "sms", "push", "letter", "card"] as const;

export function PreviewDialog({ row, onClose }: { row: ProposalRow; onClose: () => void }) {
  const [shown, setShown] = useState<LetterPreview | null>(null);
  const [channel, setChannel] = useState("");
  const [wrong, setWrong] = useState("");
  useEffect(() => {
    setWrong("");
    ask<LetterPreview>(`/v1/proposals/${row.id}/preview${channel && `?channel=${channel}`}`)
      .then((answer) => setShown(answer.body))
      .catch((cause: Problem) => setWrong(refusalOf(cause)));
  }, [row.id, channel]);
  return (
    <Dialog title={t("preview.title", { name: row.customer.name })} onClose={onClose}>
      {wrong && <Notice tone="error">{wrong}</Notice>}
      {shown && (
        <div class="choices" role="group" aria-label={t("preview.channel")}>
          {CHANNELS.map((option) => (
            <Button
              key={option}
              aria-pressed={(channel || shown.channel) === option}
              onClick={() => setChannel(option)}
            >
              {t(`channel.${option}` as Key)}
            </Button>
          ))}
        </div>
      )}
      {!shown && !wrong && <Skeleton rows={6} />}
      {shown && !wrong && (
        <div class="stack preview-body">
          {shown.channel === "email" && <Letter shown={shown} onClose={onClose} />}
          {isPaper(shown.channel) && <Paper shown={shown} />}
          {shown.channel !== "email" && !isPaper(shown.channel) && <Short shown={shown} />}
        </div>
      )}
      <div class="actions">
        <Button kind="primary" onClick={onClose}>
          {t("close")}
        </Button>
      </div>
    </Dialog>
  );
}
