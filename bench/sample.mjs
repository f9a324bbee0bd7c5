// Findings of the recommended preset on real projects, sampled for judging by hand. Usage: see README.md.
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { readArguments } from './lib/arguments.mjs';
import { listFiles, resultsFolder } from './lib/corpora.mjs';
import { ensurePrepared } from './lib/ensure-prepared.mjs';
import { formatTable } from './lib/table.mjs';
import { runTool } from './lib/tools.mjs';

const sampleSize = 30;
const contextLines = 6;

const options = readArguments(process.argv.slice(2), ['precision']);
const rows = [];
for (const corpus of options.corpora) {
  if (corpus.sealed === true && !options.open) continue;
  if (ensurePrepared(corpus)) await sampleCorpus(corpus);
}
console.log(formatTable(['corpus', 'rule', 'level', 'findings', 'sampled'], rows));

async function sampleCorpus(corpus) {
  const files = listFiles(corpus, corpus.pristine);
  const run = await runTool('looplint', { corpus, folder: corpus.pristine, files, label: `${corpus.name}-sample` });
  const text = readFileSync(run.output, 'utf8');
  const byRule = groupByRule(corpus, JSON.parse(text));
  const pages = [];
  for (const [key, findings] of [...byRule].sort(([one], [other]) => (one < other ? -1 : 1))) {
    const [rule, level] = key.split(' ');
    const sample = [...findings].sort((one, other) => (one.rank < other.rank ? -1 : 1)).slice(0, sampleSize);
    rows.push([corpus.name, rule, level, findings.length, sample.length]);
    pages.push(`## ${rule} (${level}): ${sample.length} of ${findings.length}\n`);
    for (const finding of sample.sort(byPlace)) pages.push(describeFinding(corpus, finding));
  }
  const path = join(resultsFolder, `${corpus.name}-sample.md`);
  writeFileSync(path, `# ${corpus.name} ${corpus.commit ?? ''}\n\n${pages.join('\n')}`);
  console.log(`${corpus.name}: ${path}`);
}

function groupByRule(corpus, results) {
  const byRule = new Map();
  for (const { filePath, messages } of results) {
    const file = relative(corpus.pristine, filePath);
    for (const message of messages) {
      const key = `${message.ruleId} ${message.level}`;
      if (!byRule.has(key)) byRule.set(key, []);
      byRule.get(key).push({ ...message, file, rank: rankOf(file, message) });
    }
  }
  return byRule;
}

/** A random order that is the same in every run: findings that a change adds or removes leave the others in place. */
function rankOf(file, { ruleId, line, column }) {
  return createHash('sha256').update(`${ruleId} ${file}:${line}:${column}`).digest('hex');
}

function byPlace(one, other) {
  if (one.file !== other.file) return one.file < other.file ? -1 : 1;
  return one.line - other.line;
}

function describeFinding(corpus, { file, line, column, message, chain = [] }) {
  const lines = readFileSync(join(corpus.pristine, file), 'utf8').split(/\r?\n/);
  const first = Math.max(0, line - 1 - contextLines);
  const code = lines
    .slice(first, line + contextLines)
    .map((text, index) => `${first + index + 1 === line ? '>' : ' '}${String(first + index + 1).padStart(5)} ${text}`);
  const hops = chain.map((hop) => `- ${relative(corpus.pristine, hop.file)}:${hop.line} ${hop.text}`);
  return [`### ${file}:${line}:${column}`, '', message, ...hops, '', '```', ...code, '```', ''].join('\n');
}
