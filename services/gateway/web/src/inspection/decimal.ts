// SPDX-License-Identifier: Apache-2.0
// Numbers as people in a garage type them: "3,5", "€ 1.289,00", "2". Kept as decimal text
// with a point, or as whole cents; never as a floating number.

/** "3,5" → "3.5"; null when it is no number. At most four decimals. */
export function decimalText(typed: string): string | null {
  const text = typed.trim().replace(",", ".");
  if (!/^-?\d{1,7}(\.\d{1,4})?$/.test(text)) return null;
  const [whole = "", fraction] = text.split(".");
  const sign = whole.startsWith("-") ? "-" : "";
  const digits = whole.replace("-", "").replace(/^0+(?=\d)/, "");
  return sign + digits + (fraction === undefined ? "" : "." + fraction);
}

/** How a kept number is shown in Dutch. */
export function shownDecimal(kept: string): string {
  return kept.replace(".", ",");
}

/** "1.289,50", "1289.5", "€ 289" → cents; null when it is no price. The last separator with
 * one or two digits after it starts the cents; any other groups thousands. */
export function centsOf(typed: string): number | null {
  const text = typed.replace(/[€\s]/g, "").replace(/,-+$/, "");
  const parts = /^(\d{1,3}(?:[.,]\d{3})+|\d+)(?:[.,](\d{1,2}))?$/.exec(text);
  if (!parts) return null;
  const euros = Number(parts[1]!.replace(/[.,]/g, ""));
  const cents = euros * 100 + Number((parts[2] ?? "").padEnd(2, "0"));
  return cents <= 1_000_000_000 ? cents : null;
}

/** Cents as they stand in an input: "289,00". */
export function typedCents(cents: number): string {
  return `${Math.floor(cents / 100)},${String(cents % 100).padStart(2, "0")}`;
}

/** Quantity times unit price in whole cents, half a cent up. */
export function lineCents(quantity: string, unitCents: number): number {
  const [whole = "0", fraction = ""] = quantity.split(".");
  const scale = 10n ** BigInt(fraction.length);
  const many = BigInt(whole + fraction) * BigInt(unitCents);
  return Number((many * 2n + scale) / (scale * 2n));
}
