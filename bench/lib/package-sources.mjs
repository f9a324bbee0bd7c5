import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { copyTree, linkOrCopy } from './copies.mjs';
import { benchFolder } from './corpora.mjs';

const compilerOptions = {
  target: 'es2023',
  lib: ['es2024', 'dom', 'dom.iterable', 'dom.asynciterable', 'esnext.disposable'],
  module: 'preserve',
  moduleResolution: 'bundler',
  jsx: 'react-jsx',
  types: ['node'],
  strict: true,
  skipLibCheck: true,
  noEmit: true,
  allowImportingTsExtensions: true,
};

/**
 * Makes a project out of the TypeScript sources that packages of this folder's own lock file ship.
 * Each keeps a manifest without `exports`: its build is not copied, so its own name leads to the installed package.
 */
export function copyPackageSources(corpus) {
  rmSync(corpus.pristine, { recursive: true, force: true });
  const installed = join(benchFolder, 'node_modules');
  mkdirSync(corpus.pristine, { recursive: true });
  copyTree(installed, join(corpus.pristine, 'node_modules'), linkOrCopy);
  writeFileSync(
    join(corpus.pristine, 'tsconfig.json'),
    `${JSON.stringify({ compilerOptions, include: corpus.folders }, undefined, 2)}\n`,
  );
  for (const [name, folder] of Object.entries(corpus.packages))
    copyPackage(corpus, join(installed, name), name, folder);
}

function copyPackage(corpus, installed, name, folder) {
  const target = join(corpus.pristine, 'packages', name.replace('/', '__'));
  mkdirSync(target, { recursive: true });
  cpSync(join(installed, folder), join(target, folder), { recursive: true, dereference: true });
  const { version, type, dependencies } = JSON.parse(readFileSync(join(installed, 'package.json'), 'utf8'));
  writeFileSync(join(target, 'package.json'), JSON.stringify({ name, version, type, dependencies }, undefined, 2));
  const own = join(installed, 'node_modules');
  if (existsSync(own)) copyTree(own, join(target, 'node_modules'), linkOrCopy);
}
