// Tables for a terminal.

/** Prints rows below a head: the first column to the left, the others to the right. */
export function table(head, rows) {
  const cells = [head, ...rows].map((row) => row.map(String));
  const widths = head.map((_, column) => Math.max(...cells.map((row) => row[column].length)));
  const line = (row) => row.map((it, column) => (column ? it.padStart(widths[column]) : it.padEnd(widths[column]))).join('  ');
  console.log(line(cells[0]));
  console.log(widths.map((it) => '-'.repeat(it)).join('  '));
  cells.slice(1).forEach((row) => console.log(line(row)));
}

export const median = (values) => {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
};

/** Bytes as kilobytes of a thousand. */
export const kilobytes = (bytes) => `${(bytes / 1000).toFixed(1)} kB`;
