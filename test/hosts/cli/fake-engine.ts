import type { Engine, FileResult } from '../../../rules/engine-types.js';
import type { Finding, SuppressedFinding } from '../../../rules/model/finding.js';
import type { Fix } from '../../../rules/model/fix.js';
import type { RuleMeta } from '../../../rules/model/rule-meta.js';
import type { Settings } from '../../../rules/model/settings.js';
import type { EngineOptions } from '../../../server/cli/environment.js';
import { resolveRules } from '../../../rules/engine.js';

const COMMON = {
  languages: ['javascript', 'python'],
  kind: 'problem',
  presets: ['recommended'],
  since: '0.1.0',
  messages: { found: 'Found.' },
  fixes: 'sometimes',
  safeFixes: false,
  replaces: [],
  supersedes: [],
} as const;

/** Rules for tests of the command line: what they find is written in the text as a call of a telling name. */
export const FAKE_RULES: readonly RuleMeta[] = [
  {
    ...COMMON,
    id: 'no-lost',
    summary: 'Finds `lost()`.',
    level: 'error',
    options: {
      type: 'object',
      additionalProperties: false,
      properties: {
        ignoreVoid: { type: 'boolean' },
        depth: { type: 'integer', minimum: 1 },
        safe: {
          type: 'array',
          items: {
            anyOf: [
              { type: 'string' },
              {
                type: 'object',
                additionalProperties: false,
                required: ['from'],
                properties: { from: { enum: ['file', 'package'] }, name: { type: 'string' } },
              },
            ],
          },
        },
      },
    },
    defaultOptions: { ignoreVoid: true },
  },
  { ...COMMON, id: 'no-block', summary: 'Finds `block()`.', level: 'warning' },
  { ...COMMON, id: 'no-loop', summary: 'Finds `loop()`.', level: 'hint' },
  { ...COMMON, id: 'no-old', summary: 'Finds `old()`.', level: 'error', safeFixes: true },
  { ...COMMON, id: 'no-rare', summary: 'Finds `rare()`.', level: 'error', presets: ['strict'] },
];

/** An engine whose findings depend on the text alone, as the real one's do, without any analysis. */
export function createFakeEngine({ host, root, settings, extract }: EngineOptions): Engine {
  const overlays = new Map<string, string>();
  const announced = new Set<string>();
  return {
    apply(changes) {
      for (const change of changes) {
        if (change.kind === 'overlay') overlays.set(change.path, change.text);
        if (change.kind === 'changed') announced.add(change.path);
      }
    },
    check(path, options) {
      for (const each of announced) extract?.(each, '');
      announced.clear();
      const text = overlays.get(path) ?? host.read(path);
      host.cachePut(path, 'facts');
      if (text?.includes('crash()')) throw new Error('bang');
      const rules = options?.rules;
      const asked = rules === undefined ? settings : { ...settings, preset: 'none' as const, overrides: [], rules };
      return checkText({ path, root, settings: asked }, text);
    },
    inspect: () => undefined,
    callersOf: () => [],
    statistics: () => ({
      files: 3,
      lines: 1234,
      calls: 40,
      resolved: 30,
      unresolvedPackages: [
        { name: 'b', calls: 1 },
        { name: 'a', calls: 9 },
      ],
      resolutions: 0,
      times: { parse: 12.3456, rules: 100 },
    }),
  };
}

function checkText(
  { path, root, settings }: { readonly path: string; readonly root: string; readonly settings: Settings },
  text: string | undefined,
): FileResult {
  const language = path.endsWith('.py') ? 'python' : 'javascript';
  const result = { path, language, findings: [], suppressed: [], notices: [] } as const;
  if (text === undefined) return { ...result, notices: [{ path, kind: 'unreadable', message: 'It cannot be read.' }] };
  if (text.includes('@generated')) return { ...result, notices: [{ path, kind: 'generated', message: 'Generated.' }] };

  const levels = new Map(
    resolveRules(settings, FAKE_RULES, path.slice(root.length + 1)).map((rule) => [rule.id, rule.level]),
  );
  const findings: Finding[] = [];
  const suppressed: SuppressedFinding[] = [];
  for (const match of text.matchAll(/(?<!await |void )(lost|block|loop|old|rare)\(\)/g)) {
    const name = match[1] as string;
    const level = levels.get(`no-${name}`) ?? 'off';
    if (level === 'off') continue;
    const finding: Finding = {
      ruleId: `no-${name}`,
      path,
      range: { start: match.index, end: match.index + match[0].length },
      messageId: 'found',
      message: `The call of \`${name}\` is found.`,
      data: {},
      level,
      chain: name === 'block' ? chainAt(match.index) : [],
      fixes: fixesFor(name, match.index),
    };
    const before = text.slice(0, match.index).split('\n').at(-2) ?? '';
    const [, directive, justification = ''] = /(looplint-disable-next-line)[^-]*(?:-- (.*))?$/.exec(before) ?? [];
    if (settings.inlineConfig && directive !== undefined) suppressed.push({ ...finding, justification });
    else findings.push(finding);
  }
  const broken = text.includes('<<<')
    ? ([{ path, kind: 'syntax-error', message: 'It has a syntax error.' }] as const)
    : [];
  return { ...result, findings, suppressed, notices: broken };
}

function chainAt(start: number): Finding['chain'] {
  return [
    { path: 'src/a.ts', range: { start, end: start + 7 }, text: '`main` calls `block`' },
    { path: 'lib/block.ts', range: { start: 20, end: 24 }, text: '`block` calls `readFileSync`' },
  ];
}

function fixesFor(name: string, start: number): readonly Fix[] {
  const suppress: Fix = {
    id: 'suppress',
    title: 'Silence it',
    applicability: 'suggestion',
    edits: [{ start, end: start, text: '/* silenced */' }],
  };
  const insert = (id: string, text: string): Fix => ({
    id,
    title: `Add \`${text.trim()}\``,
    applicability: 'suggestion',
    edits: [{ start, end: start, text }],
  });
  if (name === 'lost') return [insert('add-await', 'await '), insert('add-void', 'void '), suppress];
  if (name === 'old')
    return [
      {
        id: 'renew',
        title: 'Use `renewed`',
        applicability: 'safe',
        edits: [{ start, end: start + 3, text: 'renewed' }],
      },
    ];
  if (name === 'rare')
    return [{ id: 'break', title: 'Break it', applicability: 'safe', edits: [{ start, end: start, text: '<<<' }] }];
  return [suppress];
}
