/** `1 file`, `2 files`, `1,234 files`. */
export function plural(count: number, noun: string, many: string = `${noun}s`): string {
  return `${formatNumber(count)} ${count === 1 ? noun : many}`;
}

/** Groups thousands the same way in every locale. */
export function formatNumber(value: number): string {
  return value.toLocaleString('en-US');
}
