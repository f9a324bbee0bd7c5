import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { root } from './bundle.mjs';

/*
 * `npm run new-rule <id>` writes the three files of a rule. Every `TODO` in them is asked for by a test.
 */
const id = process.argv[2] ?? '';
if (!/^[a-z]+(?:-[a-z]+)+$/.test(id)) {
  console.error(
    'Usage: npm run new-rule <id>, where the id is in kebab-case and names the pattern: `no-lost-promises`.',
  );
  process.exit(2);
}

const RULE = `import { defineRule } from '../define-rule.js';

// TODO: the one decision that a reader would ask about, and what was rejected.
export default defineRule({
  id: '${id}',
  summary: 'TODO',
  languages: ['javascript'],
  kind: 'problem',
  presets: ['recommended', 'strict'],
  level: 'warning',
  since: 'TODO',
  messages: {
    found: 'TODO \`{{callee}}\`.',
  },
  fixes: 'none',
  safeFixes: false,
  replaces: [],
  supersedes: [],

  check(view, report) {
    for (const call of view.file.calls) {
      if (view.awaitable(call.expression).verdict !== 'yes') continue;
      report({ message: 'found', range: call.range, data: { callee: call.text } });
    }
  },
});
`;

const PAGE = `# ${id}

TODO

## What it does

TODO

## Why is this bad?

TODO

## Example

\`\`\`ts bad
TODO
\`\`\`

## Use instead

\`\`\`ts good
TODO
\`\`\`

## Known limits

TODO

## When not to use it

TODO
`;

const SPEC = `# ${id}

## TODO: what happens in the case

TODO

\`\`\`ts
TODO // error: [${id}] "TODO"
\`\`\`
`;

const files = /** @type {const} */ ([
  [`rules/catalogue/${id}/rule.ts`, RULE],
  [`rules/catalogue/${id}/rule.md`, PAGE],
  [`test/catalogue/${id}.md`, SPEC],
]);
const taken = files.filter(([path]) => existsSync(join(root, path)));
if (taken.length > 0) {
  console.error(`${taken.map(([path]) => path).join(', ')} is already there.`);
  process.exit(2);
}
for (const [path, text] of files) {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
  console.log(`wrote ${path}`);
}
console.log('Fill in every TODO, then run `npm run generate`.');
