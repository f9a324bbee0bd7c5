export const percent = (share) => (share * 100).toFixed(2);

export const rounded = (value, digits = 2) => (value === undefined ? 'unknown' : value.toFixed(digits));

/** A Markdown table, columns padded so that it also reads well in a terminal. */
export function formatTable(head, rows) {
  const lines = [head, ...rows].map((row) => row.map(String));
  const widths = head.map((_, column) => Math.max(3, ...lines.map((row) => row[column].length)));
  const format = (row) => `| ${row.map((cell, column) => cell.padEnd(widths[column])).join(' | ')} |`;
  const rule = format(widths.map((width) => '-'.repeat(width)));
  return [format(lines[0]), rule, ...lines.slice(1).map(format)].join('\n');
}
