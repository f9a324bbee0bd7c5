// Agreement of the drop-in rules with the public test suites of the peers whose names and options they take, line by
// line. Usage: see README.md.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { resultsFolder } from './lib/corpora.mjs';
import { readDeviations } from './lib/parity/deviations.mjs';
import { openLinter } from './lib/parity/linter.mjs';
import { addUp, describeCase, scoreCase, share } from './lib/parity/score.mjs';
import { readSuite } from './lib/parity/suites.mjs';
import { formatTable, percent } from './lib/table.mjs';

const { values: options } = parseArgs({
  options: {
    /** The folder of a checkout with a suite in it. */
    suite: { type: 'string', multiple: true, default: [] },
    rule: { type: 'string', multiple: true },
    /** Prints every case in which the verdicts differ. */
    verbose: { type: 'boolean', default: false },
  },
});

if (options.suite.length === 0) {
  console.error('Name the checkout of a peer: node bench/parity.mjs --suite <folder> [--rule <id>]');
  process.exit(2);
}

const linter = await openLinter();
const deviations = readDeviations();
mkdirSync(resultsFolder, { recursive: true });

for (const folder of options.suite) {
  const suite = await readSuite(folder);
  const rows = [];
  for (const [rule, cases] of suite.rules) {
    if (options.rule !== undefined && !options.rule.includes(rule)) continue;
    if (!linter.rules.includes(rule)) {
      console.log(`${rule}: left out, there is no such rule yet (${cases.length} cases).`);
      continue;
    }
    const scores = cases.map((each) => scoreCase(each, linter.lint(rule, each), deviations.find(rule, each)));
    writeDifferences(suite.name, rule, scores);
    rows.push(...describe(rule, scores));
  }
  console.log(`\n${suite.name}\n${formatTable(head(), rows)}`);
}
for (const problem of deviations.problems()) console.log(problem);

function head() {
  return ['rule', 'cases', 'lines', 'found', 'missed', 'extra', 'silent', 'deviating', 'lines %', 'agreement %'];
}

/** One row for the cases with default options, one for the others, one for all. */
function describe(rule, scores) {
  const parts = [
    ['default', scores.filter(({ optioned }) => !optioned)],
    ['optioned', scores.filter(({ optioned }) => optioned)],
    ['all', scores],
  ];
  return parts.map(([part, chosen]) => {
    const sum = addUp(chosen);
    const deviating = `${sum.deviating} (${percent(sum.deviating / Math.max(1, chosen.length))} %)`;
    const { found, missed, extra, silent } = sum;
    const counts = [chosen.length, sum.expected, found, missed, extra, silent, deviating];
    return [`${rule}, ${part}`, ...counts, percent(share(found, missed + extra)), percent(sum.agreement)];
  });
}

function writeDifferences(suite, rule, scores) {
  const different = scores.filter(({ agrees }) => !agrees);
  const path = join(resultsFolder, `parity-${suite}-${rule}.txt`);
  const text = different.map(describeCase).join('\n');
  writeFileSync(path, text);
  console.log(`${rule}: ${different.length} cases differ, listed in ${path}`);
  if (options.verbose) console.log(text);
}
