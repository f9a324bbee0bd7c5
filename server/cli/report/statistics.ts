import type { Notice } from '../../../rules/model/notice.js';
import type { Statistics } from '../../../rules/engine-types.js';
import { escapeText } from '../../workspace/escape.js';
import { formatNumber, plural } from '../../workspace/wording.js';

const SHOWN_PACKAGES = 5;
/** So many notices are named unless all are asked for. */
export const NOTICE_LIMIT = 20;

/** One paragraph: how long it took, and how much was understood. */
export function renderUnderstanding(
  statistics: Statistics,
  { analysed, milliseconds }: { readonly analysed: number; readonly milliseconds: number },
): string {
  const { files, lines, calls, resolved } = statistics;
  const seconds = (milliseconds / 1000).toFixed(2);
  // A part of a project is judged with all of it around.
  const part = analysed < files ? `${formatNumber(analysed)} of ` : '';
  const size = `${part}${plural(files, 'file')} (${plural(lines, 'line')})`;
  const share = calls === 0 ? '' : ` (${((100 * resolved) / calls).toFixed(1)} %)`;
  const sentences = [
    `Analysed ${size} in ${seconds} s.`,
    `Resolved ${formatNumber(resolved)} of ${plural(calls, 'call')}${share}.`,
  ];
  const packages = sortPackages(statistics.unresolvedPackages);
  if (packages.length > 0) {
    const shown = packages.slice(0, SHOWN_PACKAGES).map(describePackage);
    const rest = packages.length - shown.length;
    sentences.push(`Packages not resolved: ${shown.join(', ')}${rest > 0 ? ` and ${formatNumber(rest)} more` : ''}.`);
  }
  return `${sentences.join(' ')}\n`;
}

type Package = Statistics['unresolvedPackages'][number];

function sortPackages(packages: readonly Package[]): readonly Package[] {
  return [...packages].sort((left, right) => right.calls - left.calls || (left.name < right.name ? -1 : 1));
}

function describePackage({ name, calls }: Package): string {
  return `${escapeText(name)} (${plural(calls, 'call')})`;
}

/** Everything that was measured, for `--stats`. */
export function renderStatistics(statistics: Statistics, memory: number): string {
  const times = Object.entries(statistics.times).sort(([, left], [, right]) => right - left);
  const width = Math.max(0, ...times.map(([name]) => name.length));
  const lines = [
    'Milliseconds:',
    ...times.map(([name, time]) => `  ${escapeText(name).padEnd(width)} ${time.toFixed(1).padStart(9)}`),
    `Memory: ${(memory / 1024 / 1024).toFixed(0)} MB at the most.`,
  ];
  const packages = sortPackages(statistics.unresolvedPackages);
  if (packages.length > 0)
    lines.push('Packages not resolved:', ...packages.map((each) => `  ${describePackage(each)}`));
  return `${lines.join('\n')}\n`;
}

/** What was not analysed: each file by name, generated ones and long lists by number. */
export function renderNotices(
  notices: readonly Notice[],
  { display, limit }: { readonly display: (path: string) => string; readonly limit: number },
): string {
  const generated = notices.filter((notice) => notice.kind === 'generated').length;
  const named = notices.filter((notice) => notice.kind !== 'generated');
  const lines = named
    .slice(0, limit)
    .map((notice) => `${escapeText(display(notice.path))}: ${escapeText(notice.message)}`);
  const rest = named.length - limit;
  if (rest > 0) lines.push(`${plural(rest, 'more notice')} left out: add \`--stats\` to see all.`);
  if (generated > 0) lines.push(`${plural(generated, 'generated file')} left out.`);
  return lines.map((line) => `${line}\n`).join('');
}
