/** "did you mean `x`?" for the known name that is nearest to what was written, if any is near. */
export function didYouMean(written: string, known: readonly string[]): string | undefined {
  const near = nearest(written, known);
  return near === undefined ? undefined : `did you mean \`${near}\`?`;
}

/** The known name with the smallest edit distance; at most a third of the letters may differ. */
export function nearest(written: string, known: readonly string[]): string | undefined {
  const reach = Math.max(1, Math.floor(Math.max(written.length, 3) / 3));
  let best: { name: string; distance: number } | undefined;
  for (const name of known) {
    const distance = editDistance(written.toLowerCase(), name.toLowerCase());
    if (distance <= reach && (!best || distance < best.distance)) best = { name, distance };
  }
  return best?.name;
}

/** Insertions, deletions, substitutions and swaps of neighbours (Damerau-Levenshtein, optimal string alignment). */
function editDistance(a: string, b: string): number {
  const rows: number[][] = [Array.from({ length: b.length + 1 }, (_, j) => j)];
  const cell = (i: number, j: number) => rows[i]?.[j] ?? Infinity;
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    rows.push(row);
    for (let j = 1; j <= b.length; j++) {
      const cost = a[i - 1] === b[j - 1] ? 0 : 1;
      let distance = Math.min(cell(i - 1, j) + 1, (row[j - 1] ?? Infinity) + 1, cell(i - 1, j - 1) + cost);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        distance = Math.min(distance, cell(i - 2, j - 2) + 1);
      row.push(distance);
    }
  }
  return cell(a.length, b.length);
}
