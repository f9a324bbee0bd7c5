import { readFileSync } from 'node:fs';

const path = new URL('../../test/corpus/fixes.json', import.meta.url);

/** The bugs of `test/corpus/fixes.json`: where each stood in the commit before its repair. */
export const readFixes = () => JSON.parse(readFileSync(path, 'utf8'));

const lost = ['no-floating-promises', 'no-lost-promises', 'no-dangling-task'];
const values = ['no-lost-promises', 'no-promise-as-value', 'no-misused-promises', 'no-floating-promises'];

/** The rules whose finding says what was wrong, for each class of bug. */
export const rulesOfClass = {
  floating: lost,
  assigned: values,
  misused: [...values, 'await-thenable'],
  'blocking-direct': ['no-blocking-call'],
  'blocking-transitive': ['no-blocking-call'],
  'return-in-try': ['return-await'],
  'fire-and-forget': [...lost, 'no-misused-promises', 'no-unhandled-rejection-window'],
};

/** The files in which a finding can stand: that of the bug, and that of the call that leads to it. */
export const filesOf = (fix) => [...new Set([fix.path, ...(fix.caller === undefined ? [] : [fix.caller.path])])];

/**
 * How a report answers for one bug: the finding that names it, or else what stands in its place.
 * @param {ReadonlyMap<string, { messages: object[]; suppressedMessages: object[] }>} report by path in the tree
 */
export function judge(fix, report) {
  const lines = [fix.line, ...(fix.uses ?? [])];
  const places = [
    ...lines.map((line) => ({ path: fix.path, line })),
    ...(fix.caller === undefined ? [] : [fix.caller]),
  ];
  const rules = new Set(rulesOfClass[fix.class]);
  const isSuitable = (finding) => rules.has(bareId(finding.ruleId));
  for (const file of filesOf(fix)) {
    const { messages = [], suppressedMessages = [] } = report.get(file) ?? {};
    const names = (finding) => places.some((place) => isAt(finding, file, place) || passes(finding, place));
    const hit = messages.find((finding) => isSuitable(finding) && names(finding));
    if (hit !== undefined) return { hit };
    const silenced = suppressedMessages.find((finding) => isSuitable(finding) && names(finding));
    if (silenced !== undefined) return { reason: `silenced by a comment: ${bareId(silenced.ruleId)}` };
  }
  return { reason: reasonOf(fix, report) };
}

/** A statement over several lines may be reported a line before or after the one that the repair changed. */
function isAt(finding, file, place) {
  if (file !== place.path) return false;
  const distance = Math.abs(finding.line - place.line);
  return distance === 0 || (distance === 1 && finding.endLine > finding.line);
}

const passes = (finding, place) =>
  (finding.chain ?? []).some((hop) => hop.line === place.line && hop.file.endsWith(`/${place.path}`));

function reasonOf(fix, report) {
  const result = report.get(fix.path);
  if (result === undefined) return 'the file was not analysed';
  const notice = result.messages.find((message) => message.ruleId === null);
  if (notice !== undefined) return notice.message;
  const other = result.messages.filter((finding) => finding.line === fix.line).map((finding) => bareId(finding.ruleId));
  return other.length === 0 ? 'nothing is reported there' : `reported as ${[...new Set(other)].join(', ')}`;
}

const bareId = (id) => (id ?? '').replace(/^looplint\//, '');
