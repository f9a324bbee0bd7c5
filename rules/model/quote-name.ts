/** A name in backticks; a description ("the callback of `setTimeout`") as it is. */
export function quoteName(name: string): string {
  return /^(?:the|a) /.test(name) ? name : `\`${name}\``;
}
