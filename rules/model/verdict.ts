/** How sure a judgement is. Only `yes` is reported by default; `unknown` never is. */
export type Verdict = 'yes' | 'likely' | 'unknown' | 'no';
