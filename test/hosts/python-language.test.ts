import { ESLint } from 'eslint';
import type { Linter, Rule } from 'eslint';
import js from '@eslint/js';
import { describe, expect, it } from 'vitest';
import { collectComments } from '../../rules/eslint/python/comments.js';
import { pythonLanguage } from '../../rules/eslint/python-language.js';

/** Reports every `sleep` in the text and offers to wake up. */
const sleeper: Rule.RuleModule = {
  meta: {
    type: 'problem',
    hasSuggestions: true,
    fixable: 'code',
    schema: [],
    messages: { found: 'Asleep.', wake: 'Wake up' },
  },
  create: (context) => ({
    module() {
      const { sourceCode } = context;
      for (const match of sourceCode.text.matchAll(/sleep|doze/g)) {
        const range: [number, number] = [match.index, match.index + match[0].length];
        const loc = { start: sourceCode.getLocFromIndex(range[0]), end: sourceCode.getLocFromIndex(range[1]) };
        const replace = (fixer: Rule.RuleFixer): Rule.Fix => fixer.replaceTextRange(range, 'wake');
        if (match[0] === 'doze') context.report({ loc, messageId: 'found', fix: replace });
        else context.report({ loc, messageId: 'found', suggest: [{ messageId: 'wake', fix: replace }] });
      }
    },
  }),
};

const plugin: ESLint.Plugin = {
  meta: { name: 'looplint', namespace: 'looplint' },
  languages: { python: pythonLanguage },
  rules: { night: sleeper },
};

const config: Linter.Config = {
  files: ['**/*.py'],
  language: 'looplint/python',
  plugins: { looplint: plugin },
  rules: { 'looplint/night': 'error' },
};

async function lint(
  text: string,
  options: ESLint.Options = {},
  configs: readonly Linter.Config[] = [],
): Promise<ESLint.LintResult> {
  const eslint = new ESLint({ overrideConfigFile: true, overrideConfig: [...configs, config], ...options });
  const [result] = await eslint.lintText(text, { filePath: 'a.py' });
  if (result === undefined) throw new Error('no result');
  return result;
}

async function places(text: string): Promise<readonly string[]> {
  const { messages } = await lint(text);
  return messages.map(({ line, column, endColumn, message }) => `${line}:${column}-${endColumn ?? 0} ${message}`);
}

describe('the Python language for ESLint', () => {
  it('reports places as editors count them', async () => {
    expect(await places('import time\ntime.sleep(1)\n')).toEqual(['2:6-11 Asleep.']);
    expect(await places('x = 1\r\ntime.sleep(1)\r\n')).toEqual(['2:6-11 Asleep.']);
    expect(await places('x = "😀"; sleep(1)\n')).toEqual(['1:11-16 Asleep.']);
    expect(await places('\uFEFFsleep(1)\n')).toEqual(['1:1-6 Asleep.']);
    expect(await places('x = "\u2028"\nsleep(1)\n')).toEqual(['2:1-6 Asleep.']);
  });

  it('accepts whatever stands in a file', async () => {
    for (const text of ['', '\n', '#', 'def f(:', '"""', "f'{", '\0', '((((']) {
      expect((await lint(text)).messages, JSON.stringify(text)).toEqual([]);
    }
  });

  it('applies fixes and offers suggestions', async () => {
    const { messages } = await lint('sleep(1)\n');
    expect(messages[0]?.suggestions).toEqual([
      { desc: 'Wake up', messageId: 'wake', fix: { range: [0, 5], text: 'wake' } },
    ]);
    expect((await lint('# 😀\r\ndoze(1)\r\n', { fix: true })).output).toBe('# 😀\r\nwake(1)\r\n');
    expect((await lint('\uFEFFdoze(1)\n', { fix: true })).output).toBe('\uFEFFwake(1)\n');
  });

  it.each([
    ['the next line', '# eslint-disable-next-line looplint/night -- it is night\nsleep()\nsleep()\n', [3]],
    ['the same line', 'sleep()  # eslint-disable-line\nsleep()\n', [2]],
    ['the lines between', '# eslint-disable looplint/night\nsleep()\n# eslint-enable\nsleep()\n', [4]],
    ['everything', '#eslint-disable\nsleep()\n', []],
    ['another rule', '# eslint-disable-next-line no-undef\nsleep()\n', [2]],
    ['nothing, in a string', 'x = "# eslint-disable"\nsleep()\n', [2]],
  ])('lets comments silence %s', async (_, text, lines) => {
    const own = (await lint(text)).messages.filter(({ ruleId }) => ruleId === 'looplint/night');
    expect(own.map(({ line }) => line)).toEqual(lines);
  });

  it('tells of comments that silence nothing, and takes them away', async () => {
    const linterOptions = { linterOptions: { reportUnusedDisableDirectives: 'error' } } as const;
    const text = 'a()  # eslint-disable-line looplint/night -- why\r\nb()\r\n';
    const { messages } = await lint(text, {}, [linterOptions]);
    expect(messages.map(({ message, line, column }) => [line, column, message])).toEqual([
      [1, 6, "Unused eslint-disable directive (no problems were reported from 'looplint/night')."],
    ]);
    expect((await lint(text, { fix: true }, [linterOptions])).output).toBe('a()   \r\nb()\r\n');
  });

  it('obeys rules that a comment configures', async () => {
    expect((await lint('# eslint looplint/night: "off"\nsleep()\n')).messages).toEqual([]);
    expect((await lint('# eslint "looplint/night": ["warn"]\nsleep()\n')).messages[0]?.severity).toBe(1);
    expect((await lint('# eslint looplint/night: {\nsleep()\n')).messages[0]?.message).toContain(
      'Failed to parse JSON',
    );
    const noInline = { linterOptions: { noInlineConfig: true } };
    expect((await lint('# eslint-disable\nsleep()\n', {}, [noInline])).messages.map(({ line }) => line)).toEqual([
      1, 2,
    ]);
  });

  it('survives configurations for JavaScript that name every file', async () => {
    const everything = [
      js.configs.all,
      { languageOptions: { sourceType: 'module', ecmaVersion: 2023, globals: { a: 'readonly' } } },
    ] as Linter.Config[];
    // Two rules, long deprecated, ask for tokens while they load.
    const off = { rules: { indent: 'off', strict: 'off' } } as const;
    const { messages } = await lint('sleep()\n', {}, [...everything, off]);
    expect(messages.map(({ ruleId }) => ruleId)).toEqual(['looplint/night']);
  });
});

describe('comments', () => {
  const comments = (text: string): readonly string[] =>
    collectComments(text).map(({ start, end }) => text.slice(start, end));

  it.each([
    ['x = 1  # a\n# b', ['# a', '# b']],
    ['# a\r\n# b\r# c', ['# a', '# b', '# c']],
    ['\'# no\' "# no" # a', ['# a']],
    ["'\\'# no' # a", ['# a']],
    ["r'\\'# no' # a", ['# a']],
    ["'''# no\n'# no''' # a", ['# a']],
    ['"""a\\"""# no""" # a', ['# a']],
    ["'# no\n# a", ['# a']],
    ["'# no \\\n # no' # a", ['# a']],
    ["f'{x}# no' # a", ['# a']],
    ["f'{{# no' # a", ['# a']],
    ["f'{x:#no}' # a", ['# a']],
    ["f'{x:{y}#}' # a", ['# a']],
    ["f'{d['# no']}' # a", ['# a']],
    ["f'{ {1: '#'}[1] }' # a", ['# a']],
    ["f'{(lambda: 1)()!r:>{w}}' # a", ['# a']],
    ["f'''{\n x # a\n}''' # b", ['# a', '# b']],
    ["rf'{x}# no' Rb'# no' # a", ['# a']],
    ["if'# no' # a", ['# a']],
    ["f'{x # a", ['# a']],
    ["f'{x:a' # a", ['# a']],
  ])('of %j', (text, expected) => {
    expect(comments(text)).toEqual(expected);
  });
});
