import type { Random } from './random.js';

/** How large a made-up project is. */
export interface TangleSize {
  readonly files: number;
  /** Functions per file. */
  readonly functions: number;
}

interface Name {
  readonly file: number;
  readonly id: number;
}

/**
 * Files whose functions, values and classes lean on each other at random, in circles and across files: nothing that a
 * person would write, and all that makes an answer depend on where one begins. Some leaves give promises, some block.
 */
export function tangledProject(random: Random, { files, functions }: TangleSize): ReadonlyMap<string, string> {
  const other = (): Name => ({ file: random.below(files), id: random.below(functions) });
  return new Map(
    Array.from({ length: files }, (_, file) => {
      const imports = new Set<string>();
      const use = (prefix: string, { file: from, id }: Name): string => {
        const name = `${prefix}${String(from)}_${String(id)}`;
        if (from !== file) imports.add(`import { ${name} } from './${moduleName(random, from, files)}.js';`);
        return name;
      };
      const body = Array.from({ length: functions }, (_, id) => declaration({ random, use, other }, { file, id }));
      const stars = random.below(3) === 0 ? [`export * from './m${String(random.below(files))}.js';`] : [];
      const head = ["import fs from 'node:fs';", ...[...imports].sort(), ...stars];
      return [`m${String(file)}.ts`, [...head, ...body, ''].join('\n')] as const;
    }),
  );
}

/** Mostly the module that declares a name; sometimes another that may hand it on, or not. */
function moduleName(random: Random, file: number, files: number): string {
  return `m${String(random.below(8) === 0 ? random.below(files) : file)}`;
}

interface Making {
  readonly random: Random;
  readonly use: (prefix: string, name: Name) => string;
  readonly other: () => Name;
}

function declaration({ random, use, other }: Making, { file, id }: Name): string {
  const own = `${String(file)}_${String(id)}`;
  const call = (): string => `${use('f', other())}(c)`;
  const value = (): string => use('x', other());
  const type = (): string => use('C', other());
  const results = [
    () => call(),
    () => `c ? ${call()} : ${call()}`,
    () => `c ? ${call()} : { a: ${call()} }`,
    () => `${value()}`,
    () => `[${call()}, ${value()}][0]`,
    () => `new ${type()}().run(c)`,
    () => `new ${type()}().field`,
    () => `fetch('a')`,
    () => `fs.readFileSync('a')`,
    () => '1',
  ];
  const result = (): string => random.pick(results)();
  const isAsync = random.below(5) === 0 ? 'async ' : '';
  const base = random.below(2) === 0 ? '' : ` extends ${type()}`;
  const uses = Array.from(
    { length: random.below(3) },
    () => `  ${random.pick([call(), value(), `new ${type()}().run(c)`])};`,
  );
  return [
    `export ${isAsync}function f${own}(c: boolean) {`,
    ...uses,
    `  return ${result()};`,
    '}',
    `export const x${own} = ${result().replaceAll('(c)', '(true)').replace(/^c \?/, 'Math.random() > 0.5 ?')};`,
    `export class C${own}${base} {`,
    `  field = ${result().replaceAll('(c)', '(true)').replace(/^c \?/, 'Math.random() > 0.5 ?')};`,
    `  ${isAsync}run(c: boolean) { return ${result()}; }`,
    '}',
    `export async function main${own}(c: boolean) {`,
    `  ${call()};`,
    `  ${value()};`,
    `  new ${type()}().run(c);`,
    `  new ${type()}().field;`,
    '}',
  ].join('\n');
}
