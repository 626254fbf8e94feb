// SPDX-License-Identifier: Apache-2.0
// The parts every screen is made of. Each is the platform's own element with our words and
// colours; nothing here knows what a proposal or an invoice is.
import { signal } from "@preact/signals";
import type { ComponentChildren, JSX } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { t } from "../lib/i18n";
import { follow } from "../lib/router";

export function Link(props: JSX.IntrinsicElements["a"]) {
  return <a {...props} onClick={follow} />;
}

export function Button({
  kind = "plain",
  ...rest
}: JSX.IntrinsicElements["button"] & { kind?: "plain" | "primary" | "quiet" | "danger" }) {
  return <button type="button" {...rest} class={`button ${kind} ${rest.class ?? ""}`} />;
}

export function Badge({ tone, children }: { tone: string; children: ComponentChildren }) {
  return <span class={`badge ${tone}`}>{children}</span>;
}

/** A table that may be wider than its place: it scrolls there, with the keyboard too. */
export function Wide({ label, children }: { label: string; children: ComponentChildren }) {
  return (
    <div class="scroll" tabIndex={0} role="group" aria-label={label}>
      {children}
    </div>
  );
}

/** Grey blocks in the shape of what is coming. */
export function Skeleton({ rows }: { rows: number }) {
  return (
    <div class="skeleton" role="status" aria-label={t("loading")}>
      {Array.from({ length: rows }, (_, i) => (
        <div key={i} class="skeleton-row" />
      ))}
    </div>
  );
}

/** An empty list says why it is empty and what to do. */
export function Empty({ title, children }: { title: string; children?: ComponentChildren }) {
  return (
    <div class="empty">
      <h2>{title}</h2>
      {children}
    </div>
  );
}

export function Notice({
  tone,
  children,
}: {
  tone: "info" | "warning" | "error";
  children: ComponentChildren;
}) {
  return (
    <div class={`notice ${tone}`} role={tone === "error" ? "alert" : "status"}>
      {children}
    </div>
  );
}

/** The platform's dialog: focus trap, Escape and backdrop come with it. */
export function Dialog({
  title,
  onClose,
  children,
}: {
  title: string;
  onClose: () => void;
  children: ComponentChildren;
}) {
  const ref = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const dialog = ref.current;
    if (dialog && !dialog.open) dialog.showModal();
    return () => dialog?.close();
  }, []);
  return (
    <dialog ref={ref} class="dialog" aria-labelledby="dialog-title" onClose={onClose}>
      <h2 id="dialog-title">{title}</h2>
      {children}
    </dialog>
  );
}

// --- toast: one message at a time, with an undo where there is one -------------------------
interface Toast {
  text: string;
  undo: (() => void) | undefined;
}

const toast = signal<Toast | null>(null);
let toastTimer: ReturnType<typeof setTimeout> | undefined;

export function say(text: string, undo?: () => void): void {
  clearTimeout(toastTimer);
  toast.value = { text, undo };
  toastTimer = setTimeout(() => (toast.value = null), undo ? 12000 : 6000);
}

export function Toasts() {
  const shown = toast.value;
  return (
    <div class="toasts" aria-live="polite">
      {shown && (
        <div class="toast">
          <span>{shown.text}</span>
          {shown.undo && (
            <Button
              kind="quiet"
              onClick={() => {
                const { undo } = shown;
                toast.value = null;
                undo?.();
              }}
            >
              {t("undo")}
            </Button>
          )}
          <Button kind="quiet" aria-label={t("close")} onClick={() => (toast.value = null)}>
            ×
          </Button>
        </div>
      )}
    </div>
  );
}
