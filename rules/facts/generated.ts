const MARKERS = /@generated\b|\bDO NOT EDIT\b|^\s*\/\*\s*eslint-disable\s*(?:--[^*]*)?\*\//;

/** Generated and vendored code by its own words or shape: nobody mends it by hand. */
export function isGenerated(text: string, lines: number): boolean {
  if (MARKERS.test(text.slice(0, 600))) return true;
  return isMinified(text, lines);
}

/** Long lines throughout: no person writes 400 characters a line on average over 5,000 characters. */
function isMinified(text: string, lines: number): boolean {
  return text.length > 5_000 && text.length / lines > 400;
}
