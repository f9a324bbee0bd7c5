import type { Finding } from '../../rules/model/finding.js';
import type { Fix } from '../../rules/model/fix.js';

/** Comments that silence a finding repair nothing: they are offered, never applied. */
export function isRepair(fix: Fix): boolean {
  return !fix.id.startsWith('suppress');
}

/** To drop a promise on purpose is a decision that only a person can take. */
const NEVER_APPLIED = 'add-void';

/** The fix that a run applies: the first safe one, or with `unsafe` the first repair of any kind. */
export function chooseFix(finding: Finding, mode: 'safe' | 'unsafe'): Fix | undefined {
  const repairs = finding.fixes.filter((fix) => isRepair(fix) && fix.id !== NEVER_APPLIED);
  return repairs.find((fix) => fix.applicability === 'safe') ?? (mode === 'unsafe' ? repairs[0] : undefined);
}
