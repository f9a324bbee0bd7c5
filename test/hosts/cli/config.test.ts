import { createRequire } from 'node:module';
import { describe, expect, it } from 'vitest';
import { rules } from '../../../rules/engine.js';
import { buildConfigSchema } from '../../../server/workspace/config-shape.js';
import { createLineIndex } from '../../../server/workspace/line-index.js';
import { readConfig, type Config } from '../../../server/workspace/read-config.js';
import { OPTION_KEYWORDS } from '../../../server/workspace/validate-options.js';
import { FAKE_RULES } from './fake-engine.js';

function problemsOf(text: string): readonly string[] {
  const result = readConfig(text, FAKE_RULES);
  if (!('problems' in result)) return [];
  const lines = createLineIndex(text);
  return result.problems.map(({ offset, message }) => {
    const { line, column } = lines.positionAt(offset);
    return `${line}:${column} ${message}`;
  });
}

function read(text: string): Config {
  const result = readConfig(text, FAKE_RULES);
  if ('problems' in result) throw new Error(JSON.stringify(result.problems));
  return result.config;
}

describe('readConfig', () => {
  it('reads everything that there is', () => {
    const config = read(`{
      // JSON with comments, and commas at the end.
      "$schema": "./node_modules/looplint/dist/schema.json",
      "preset": "strict",
      "rules": { "no-lost": ["warn", { "ignoreVoid": false }], "no-block": "off", "no-loop": ["hint"] },
      "ignores": ["dist/", "*.gen.ts"],
      "overrides": [
        { "files": ["test/**"], "excludedFiles": ["test/e2e/**"], "preset": "none", "rules": { "no-block": "error" } },
        { "files": ["*.py"] },
      ],
      "blocking": ["./src/slow#crunch"],
      "allow": ["node:fs#existsSync"], /* last */
    }`);
    expect(config).toEqual({
      ignorePatterns: ['dist/', '*.gen.ts'],
      settings: {
        preset: 'strict',
        rules: {
          'no-lost': { level: 'warning', options: { ignoreVoid: false } },
          'no-block': { level: 'off' },
          'no-loop': { level: 'hint' },
        },
        overrides: [
          { files: ['test/**'], excluded: ['test/e2e/**'], preset: 'none', rules: { 'no-block': { level: 'error' } } },
          { files: ['*.py'] },
        ],
        project: { blocking: ['./src/slow#crunch'], allow: ['node:fs#existsSync'] },
      },
    });
  });

  it('takes a bare value for the option that it is short for', () => {
    const levels = (text: string) => readConfig(`{"rules": {"return-await": ${text}}}`, rules);
    const expected = { 'return-await': { level: 'error', options: { mode: 'always' } } };
    expect(levels('["error", "always"]')).toMatchObject({ config: { settings: { rules: expected } } });
    expect(levels('["error", { "mode": "always" }]')).toMatchObject({ config: { settings: { rules: expected } } });
    expect(levels('["error", "sometimes"]')).toMatchObject({
      problems: [{ message: expect.stringContaining('one of') as string }],
    });
  });

  it('takes an empty object for the defaults', () => {
    expect(read('{}')).toEqual({
      ignorePatterns: [],
      settings: { preset: 'recommended', rules: {}, overrides: [], project: { blocking: [], allow: [] } },
    });
  });

  it.each([
    ['', '1:1 It is empty: write `{}` for the defaults.'],
    ['// nothing', '1:1 It is empty: write `{}` for the defaults.'],
    ['[]', '1:1 The configuration has to be an object `{…}`.'],
    ['{"ruls": {}}', '1:2 `ruls` is not a key of the configuration: did you mean `rules`?'],
    [
      '{"xyzzy": {}}',
      '1:2 `xyzzy` is not a key of the configuration: use one of `$schema`, `preset`, `rules`, `ignores`, `overrides`, `blocking`, `allow`.',
    ],
    ['{"preset": "strikt"}', '1:12 `strikt` is not a preset: did you mean `strict`?'],
    ['{"preset": 1}', '1:12 A preset has to be a string.'],
    ['{"rules": []}', '1:11 `rules` has to be an object `{…}`.'],
    ['{"rules": {"no-lots": "off"}}', '1:12 `no-lots` is not a rule: did you mean `no-lost`?'],
    ['{"rules": {"looplint/no-lost": "off"}}', '1:12 `looplint/no-lost` is not a rule: did you mean `no-lost`?'],
    ['{"rules": {"no-lost": "warning"}}', '1:23 `warning` is not a level: did you mean `warn`?'],
    ['{"rules": {"no-lost": 2}}', '1:23 `no-lost` has to be a level such as `"warn"`, or a list `["warn", {…}]`.'],
    ['{"rules": {"no-lost": []}}', '1:23 `no-lost` has to be a level, or a list of a level and one options object.'],
    [
      '{"rules": {"no-lost": ["warn", {}, {}]}}',
      '1:36 `no-lost` has to be a level, or a list of a level and one options object.',
    ],
    ['{"rules": {"no-block": ["warn", {}]}}', '1:33 `no-block` has no options: write the level alone.'],
    [
      '{"rules": {"no-lost": ["warn", {"ignoreViod": true}]}}',
      '1:33 `ignoreViod` is not a key of the options of `no-lost`: did you mean `ignoreVoid`?',
    ],
    ['{"rules": {"no-lost": ["warn", {"ignoreVoid": 1}]}}', '1:47 `ignoreVoid` has to be `true` or `false`.'],
    ['{"rules": {"no-lost": ["warn", {"depth": 0}]}}', '1:42 `depth` has to be at least 1.'],
    ['{"rules": {"no-lost": ["warn", {"depth": 1.5}]}}', '1:42 `depth` has to be a whole number.'],
    [
      '{"rules": {"no-lost": ["warn", {"safe": [{"name": "x"}]}]}}',
      '1:42 `from` is missing in an entry of `safe`: add it.',
    ],
    [
      '{"rules": {"no-lost": ["warn", {"safe": ["x", {"from": "files"}]}]}}',
      '1:56 `from` has to be one of "file", "package".',
    ],
    ['{"rules": {"no-lost": ["warn", {"safe": [1]}]}}', '1:42 An entry of `safe` has to be a string.'],
    ['{"rules": {"no-lost": ["warn", []]}}', '1:32 The options of `no-lost` has to be an object `{…}`.'],
    ['{"ignores": "dist"}', '1:13 `ignores` has to be a list `[…]`.'],
    ['{"ignores": [1]}', '1:14 An entry of `ignores` has to be a string.'],
    ['{"ignores": [""]}', '1:14 An entry of `ignores` is empty: remove it.'],
    ['{"overrides": [{}]}', '1:16 An entry of `overrides` needs `files`: write the globs that it is for.'],
    [
      '{"overrides": [{"files": ["a[b"]}]}',
      '1:27 The glob `a[b` cannot be used: it has a `[` or a `\\` without its partner.',
    ],
    [
      '{"overrides": [{"files": ["*"], "blocking": []}]}',
      '1:33 `blocking` is not a key of an entry of `overrides`: use one of `files`, `excludedFiles`, `preset`, `rules`.',
    ],
    ['{"allow": ["existsSync"]}', '1:12 `existsSync` in `allow` names no function: write `module#name`.'],
    ['{"rules": {}, "rules": {}}', '1:15 `rules` stands twice in the configuration: remove one of them.'],
    ['{"__proto__": {"preset": "all"}}', '1:2 `__proto__` is not a key of the configuration: use one of'],
    ['{"preset" "all"}', '1:11 A colon is missing here.'],
    ['{"preset": all}', '1:12 This cannot be read: write names and strings in double quotes.'],
    ["{'preset': 'all'}", '1:2 This cannot be read: write names and strings in double quotes.'],
    ['{"preset": "all"', '1:17 A `}` is missing here.'],
    ['{} {}', '1:4 Nothing may follow the closing `}`: remove the rest.'],
    ['{"a": "\\x"}', '1:7 This `\\` starts no known escape: write `\\\\` for a backslash.'],
    ['{ /* open', '1:3 This comment has no end: add `*/`.'],
  ])('refuses %s', (text, problem) => {
    expect(problemsOf(text)[0]?.slice(0, problem.length)).toBe(problem);
  });

  it('reports everything in the order of the text, in one sentence each', () => {
    const problems = problemsOf('{"rules": {"x": "off",\n"no-lost": "on"},\n"presets": "all"}');
    expect(problems.map((problem) => problem.split(' ')[0])).toEqual(['1:12', '2:12', '3:1']);
  });

  it.each([
    ['10 MB', () => `{"ignores": ["${'x'.repeat(10 * 1024 * 1024)}"]}`, 'It is larger than 256 KiB'],
    ['deep lists', () => '['.repeat(10_000), 'It is nested deeper than 32 levels'],
    ['deep objects', () => '{"rules":'.repeat(10_000), 'It is nested deeper than 32 levels'],
    [
      'many globs',
      () => JSON.stringify({ ignores: Array.from({ length: 10_000 }, () => 'a') }),
      '`ignores` has more than',
    ],
    ['a long glob', () => JSON.stringify({ ignores: ['*a'.repeat(5000)] }), 'An entry of `ignores` is longer than'],
    ['many braces', () => JSON.stringify({ overrides: [{ files: ['{a,b}'.repeat(100)] }] }), 'The glob `{a,b}'],
    ['many doubles', () => `{${'"rules":{},'.repeat(20_000)}}`, '`rules` stands twice'],
    [
      'many unknown keys',
      () => `{${Array.from({ length: 10_000 }, (_, n) => `"k${n}":1`).join(',')}}`,
      '`k0` is not a key',
    ],
    ['odd names', () => '{"constructor": 1, "toString": 2, "hasOwnProperty": 3}', '`constructor` is not a key'],
  ])('rejects %s quickly and with a message', (_, make, message) => {
    const text = make();
    const before = process.cpuUsage();
    const [problem] = problemsOf(text);
    expect(process.cpuUsage(before).user / 1000).toBeLessThan(1000);
    expect(problem?.replace(/^\S+ /, '').slice(0, message.length)).toBe(message);
  });

  it('checks every keyword that the options of our rules use', () => {
    const keywords = (schema: unknown): readonly string[] => {
      if (Array.isArray(schema)) return schema.flatMap(keywords);
      if (typeof schema !== 'object' || schema === null) return [];
      return Object.entries(schema).flatMap(([key, value]) => {
        if (key === 'properties') return [key, ...Object.values(value as object).flatMap(keywords)];
        return key === 'enum' || key === 'default' || key === 'required' ? [key] : [key, ...keywords(value)];
      });
    };
    const used = new Set(rules.flatMap((rule) => keywords(rule.options)));
    expect(used.size).toBeGreaterThan(3);
    expect([...used].filter((keyword) => !OPTION_KEYWORDS.has(keyword))).toEqual([]);
  });

  it('gives tables without a prototype', () => {
    const { rules } = read('{"rules": {"no-lost": ["warn", {"ignoreVoid": true}]}}').settings;
    expect(Object.getPrototypeOf(rules)).toBe(null);
    expect(Object.getPrototypeOf(rules['no-lost']?.options)).toBe(null);
    expect(rules['constructor']).toBe(undefined);
  });
});

describe('the schema for editors', () => {
  const requireFromEslint = createRequire(createRequire(import.meta.url).resolve('eslint'));
  const Ajv = requireFromEslint('ajv') as new (options: object) => {
    compile(schema: object): (value: unknown) => boolean;
  };
  const validate = new Ajv({ schemaId: 'auto', meta: false, validateSchema: false }).compile(
    Object.fromEntries(Object.entries(buildConfigSchema(FAKE_RULES)).filter(([key]) => key !== '$schema')),
  );

  it.each([
    '{}',
    '{"$schema": "x", "preset": "none"}',
    '{"preset": "some"}',
    '{"unknown": 1}',
    '{"rules": {"no-lost": "warn"}}',
    '{"rules": {"no-lost": ["warn"]}}',
    '{"rules": {"no-lost": ["warn", {"ignoreVoid": true}]}}',
    '{"rules": {"no-lost": ["warn", {"ignoreVoid": "yes"}]}}',
    '{"rules": {"no-lost": ["warn", {"safe": ["x", {"from": "file"}]}]}}',
    '{"rules": {"no-lost": ["warn", {"safe": [{"name": "x"}]}]}}',
    '{"rules": {"no-lost": ["warn", {"safe": [1]}]}}',
    '{"rules": {"no-lost": ["warn", {}, {}]}}',
    '{"rules": {"no-lost": "warning"}}',
    '{"rules": {"no-lost": []}}',
    '{"rules": {"no-block": ["warn", {}]}}',
    '{"rules": {"no-such": "off"}}',
    '{"ignores": ["a"], "blocking": ["a#b"], "allow": ["a#b"]}',
    '{"ignores": "a"}',
    '{"ignores": [""]}',
    '{"overrides": [{"files": ["a"], "excludedFiles": ["b"], "preset": "all", "rules": {"no-block": "off"}}]}',
    '{"overrides": [{}]}',
    '{"overrides": [{"files": []}]}',
    '{"overrides": [{"files": ["a"], "ignores": []}]}',
    '{"overrides": {}}',
    '[]',
  ])('agrees with the reader on %s', (text) => {
    expect(validate(JSON.parse(text))).toBe(problemsOf(text).length === 0);
  });

  it('offers defaults of options', () => {
    expect(JSON.stringify(buildConfigSchema(FAKE_RULES))).toContain('"ignoreVoid":{"type":"boolean","default":true}');
  });
});
