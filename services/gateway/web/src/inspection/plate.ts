// SPDX-License-Identifier: Apache-2.0
// A plate as typed, as kept and as shown: "h00hzb", "H00HZB", "H-00-HZB". The gateway judges
// whether it is a plate; this only keeps the inspector's eyes and ours on the same one.

export function plainPlate(typed: string): string {
  return typed.toUpperCase().replace(/[^A-Z0-9]/g, "");
}

/** Dashes where Dutch plates have them; another length or shape is shown as it is. */
export function shownPlate(typed: string): string {
  const plain = plainPlate(typed);
  const runs = plain.match(/[A-Z]+|[0-9]+/g) ?? [];
  if (plain.length !== 6 || runs.length > 3) return plain;
  const groups = runs.flatMap((run) => (run.length === 4 ? [run.slice(0, 2), run.slice(2)] : [run]));
  return groups.length === 3 ? groups.join("-") : plain;
}
