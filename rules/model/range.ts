/** A half-open span of UTF-16 code units in a file's text without its byte order mark. */
export interface Range {
  readonly start: number;
  readonly end: number;
}
