import { RuleCreator } from '@typescript-eslint/utils/eslint-utils';
import type { RuleListener } from '@typescript-eslint/utils/eslint-utils';
import type { JSONSchema4 } from '@typescript-eslint/utils/json-schema';
import type { Rule } from 'eslint';
import type { Language } from '../model/language.js';
import type { RuleMeta } from '../model/rule-meta.js';
import { rulePage } from '../model/rule-page.js';
import { describeFinding, toTemplate } from './describe-finding.js';
import type { LintSessions } from './lint-session.js';
import { isOnIn } from './presets.js';
import { readSharedSettings } from './shared-settings.js';

type RuleOptions = Readonly<Record<string, unknown>>;

type Options = [unknown?];

const createNamed = RuleCreator<{ recommended: boolean }>(rulePage);

/** ESLint's names for our languages. */
const LANGUAGES: Readonly<Record<Language, string>> = { javascript: 'js/js', python: 'looplint/python' };

/** The root nodes of the trees that ESLint has for our languages. */
const ROOTS: Readonly<Record<string, Language>> = { Program: 'javascript', module: 'python' };

/** A rule of the catalogue as an ESLint rule: text and path go to the engine, findings come back. */
export function createRule(meta: RuleMeta, sessions: LintSessions): Rule.RuleModule {
  const rule = createNamed<Options, string>({
    name: meta.id,
    meta: {
      type: meta.kind,
      docs: { description: meta.summary, recommended: isOnIn(meta, 'recommended') },
      languages: meta.languages.map((language) => LANGUAGES[language]),
      messages: Object.fromEntries(Object.entries(meta.messages).map(([id, text]) => [id, toTemplate(text)])),
      schema: meta.options === undefined ? [] : [schemaOf(meta, meta.options)],
      defaultOptions: meta.options === undefined ? [] : [meta.defaultOptions ?? {}],
      hasSuggestions: meta.fixes !== 'none',
      ...(meta.safeFixes ? { fixable: 'code' as const } : {}),
    },
    // The types of typescript-eslint know nodes of its own, and suggestions by message id only.
    create: (context, [given]) =>
      listen(
        { meta, sessions, options: toOptions(meta, given) },
        context as unknown as Rule.RuleContext,
      ) as RuleListener,
  });
  return rule as unknown as Rule.RuleModule;
}

/** An options object, or the bare value that stands for one. */
function schemaOf({ shorthand }: RuleMeta, options: RuleOptions): JSONSchema4 {
  const { properties = {} } = options as { readonly properties?: RuleOptions };
  const schema = shorthand === undefined ? options : { anyOf: [options, properties[shorthand]] };
  return schema as unknown as JSONSchema4;
}

function toOptions({ shorthand }: RuleMeta, given: unknown): RuleOptions {
  if (shorthand !== undefined && typeof given !== 'object') return given === undefined ? {} : { [shorthand]: given };
  return (given ?? {}) as RuleOptions;
}

interface Listening {
  readonly meta: RuleMeta;
  readonly sessions: LintSessions;
  readonly options: RuleOptions;
}

function listen({ meta, sessions, options }: Listening, context: Rule.RuleContext): Rule.RuleListener {
  const { sourceCode, filename, physicalFilename, cwd } = context;
  const tree: { readonly type: string } = sourceCode.ast;
  const language = ROOTS[tree.type];
  // ESLint 9 runs a rule on whatever language a configuration names.
  if (language === undefined || !meta.languages.includes(language)) return {};
  const settings = readSharedSettings(context.settings);
  const source = { tree, text: sourceCode.text, filename, physicalFilename, cwd, language, settings };
  const session = sessions.join(source, meta.id, { level: meta.level, options });
  const positionOf = (offset: number) => sourceCode.getLocFromIndex(offset);
  return {
    [tree.type]: () => {
      const answer = session.answer();
      for (const finding of answer.findings) {
        if (finding.ruleId !== meta.id) continue;
        // A case that is less certain than the rule as a whole.
        if (finding.level === 'hint' && meta.level !== 'hint' && !settings.hints) continue;
        context.report(describeFinding(finding, { meta, answer, positionOf }));
      }
    },
  };
}
