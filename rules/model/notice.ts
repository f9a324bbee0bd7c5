/** Why a file, or a part of it, was not analysed. */
export type NoticeKind =
  | 'unreadable'
  | 'not-text'
  | 'too-large'
  /** Files that there is no memory for: the run is not complete. */
  | 'too-much'
  | 'too-deep'
  | 'syntax-error'
  | 'generated'
  | 'internal'
  | 'outside-root'
  | 'ignored';

/** What a run says about a file that it could not analyse in full. The other files go on. */
export interface Notice {
  readonly path: string;
  readonly kind: NoticeKind;
  /** One sentence for the user. */
  readonly message: string;
}
