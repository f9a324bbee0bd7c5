/** Smaller files cost less than they may tell. */
const LARGE = 200_000;

/**
 * Does a declaration file describe plain data only, as generated schemas, enumerations and style sheets do? They are
 * the largest files of a project's packages and cannot lead to anything awaitable: in outline six of them are 27 %
 * of all text that would be read. Judged by what an asynchronous declaration has to name.
 */
export function isPlainData(text: string): boolean {
  return text.length > LARGE && !/Promise|Thenable|Async[A-Z]|\bthen\??\s*[(:<]/.test(text);
}
