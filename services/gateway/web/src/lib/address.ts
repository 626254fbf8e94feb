// SPDX-License-Identifier: Apache-2.0
// When two e-mail addresses are one (domain.md 3d-9.2): trimmed, composed, lower case, the
// domain as the wire writes it. What follows a plus sign makes another address.

export function sameAddress(one: string, other: string): boolean {
  return folded(one) !== "" && folded(one) === folded(other);
}

function folded(text: string): string {
  const plain = text.trim().normalize("NFC").toLowerCase();
  const at = plain.lastIndexOf("@");
  if (at < 1) return "";
  return plain.slice(0, at + 1) + onTheWire(plain.slice(at + 1));
}

function onTheWire(domain: string): string {
  try {
    return new URL(`http://${domain}`).hostname;
  } catch {
    return domain;
  }
}

/** Another address that reaches the same mailbox. */
export function besides(address: string, word: string): string {
  const at = address.trim().lastIndexOf("@");
  const local = address.trim().slice(0, at).split("+")[0];
  return `${local}+${word}${address.trim().slice(at)}`;
}
