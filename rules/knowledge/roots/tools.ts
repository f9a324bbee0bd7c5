import type { Root } from '../types.js';
import { entries, members, programs, script } from './build.js';

const build = { loop: 'build', rejections: 'framework' } as const;

const plugins: readonly Root[] = [
  {
    ...build,
    files: [`*.config.${script}`, `.{eslintrc,prettierrc,babelrc}.${script}`, `{gulpfile,Gruntfile}.${script}`],
    name: 'a configuration file',
    source:
      'https://vite.dev/config/, https://eslint.org/docs/latest/use/configure/, https://rollupjs.org/configuration-options/',
    versions: '*',
  },
  ...entries(
    { ...build, name: 'a bundler plugin', source: 'https://unplugin.unjs.io/guide/', versions: '>=1.0.0 <4.0.0' },
    0,
    members(['unplugin#'], ['createUnplugin', 'createRollupPlugin', 'createVitePlugin', 'createWebpackPlugin']),
  ),
  ...entries(
    { ...build, name: 'a build configuration', source: 'https://vite.dev/config/', versions: '*' },
    0,
    members(['vite#', 'vitest/config#', 'rollup#', 'tsup#', 'tsdown#', 'astro/config#'], ['defineConfig']),
  ),
  ...entries(
    { ...build, name: 'an esbuild plugin', source: 'https://esbuild.github.io/plugins/', versions: '>=0.8.0 <1.0.0' },
    -1,
    [...members(['esbuild#PluginBuild().'], ['onEnd', 'onLoad', 'onResolve', 'onStart'])],
  ),
  ...entries(
    {
      ...build,
      name: 'a webpack plugin',
      source: 'https://webpack.js.org/api/compiler-hooks/',
      versions: '>=4.0.0 <6.0.0',
    },
    1,
    members(['webpack#Compiler().hooks.*.', 'webpack#Compilation().hooks.*.'], ['tap', 'tapAsync', 'tapPromise']),
  ),
  ...entries(
    {
      ...build,
      name: 'a Babel plugin',
      source: 'https://babeljs.io/docs/babel-helper-plugin-utils',
      versions: '>=7.0.0 <9.0.0',
    },
    0,
    ['@babel/helper-plugin-utils#declare'],
  ),
  ...entries(
    { ...build, name: 'a gulp task', source: 'https://gulpjs.com/docs/en/api/task/', versions: '>=4.0.0 <6.0.0' },
    -2,
    [...members(['gulp#', 'gulp#default.'], ['parallel', 'series', 'task', 'watch'])],
  ),
];

const migration = { ...build, loop: 'boot', rejections: 'crash', name: 'a migration', versions: '*' } as const;
const migrations: readonly Root[] = [
  {
    ...migration,
    files: [`**/{migrations,*_migrations,*-migrations}/**/*.${script}`],
    exports: ['default', 'down', 'up'],
    requires: ['@mikro-orm/migrations', 'knex', 'kysely', 'node-pg-migrate', 'sequelize', 'typeorm', 'umzug'],
    source: 'https://knexjs.org/guide/migrations.html',
  },
  {
    ...migration,
    files: [`**/seeds/**/*.${script}`],
    exports: ['default', 'seed'],
    requires: ['knex', 'sequelize', 'typeorm'],
    name: 'a seed',
    source: 'https://knexjs.org/guide/migrations.html#seed-files',
  },
  {
    ...migration,
    files: [`{prisma,db,src/db}/seed.${script}`],
    requires: ['@prisma/client', 'prisma', 'drizzle-orm', 'drizzle-kit'],
    name: 'a seed',
    source: 'https://www.prisma.io/docs/orm/prisma-migrate/workflows/seeding',
  },
];

const command = { loop: 'command-line', rejections: 'crash', name: 'a command line' } as const;
const commander = {
  ...command,
  source: 'https://github.com/tj/commander.js#parse-and-parseasync',
  versions: '>=7.0.0 <16.0.0',
};
const yargs = { ...command, source: 'https://yargs.js.org/docs/', versions: '>=17.0.0 <19.0.0' };
const other = { ...command, versions: '*' };

const commandLines: readonly Root[] = [
  ...programs(commander, members(['commander#Command().', 'commander#program.'], ['parse', 'parseAsync'])),
  ...entries(commander, 0, [
    'commander#Command().action',
    'commander#program.action',
    'commander#program.command().action',
    'commander#Command().command().action',
  ]),
  ...programs(yargs, members(['yargs#default().', 'yargs#Argv().'], ['parse', 'parseAsync', 'parseSync'])),
  ...entries(yargs, -2, members(['yargs#default().', 'yargs#Argv().'], ['command'])),
  ...programs({ ...other, source: 'https://github.com/cacjs/cac' }, [
    'cac#cac().parse',
    'cac#default().parse',
    'cac#CAC().parse',
  ]),
  ...programs({ ...other, source: 'https://github.com/sindresorhus/meow' }, ['meow#default']),
  ...programs({ ...other, source: 'https://oclif.io/docs/running_programmatically' }, [
    '@oclif/core#execute',
    '@oclif/core#run',
  ]),
  ...programs({ ...other, source: 'https://github.com/unjs/citty' }, ['citty#runMain']),
  ...programs({ ...other, source: 'https://mael.dev/clipanion/docs/api/cli' }, [
    'clipanion#Cli().runExit',
    'clipanion#runExit',
  ]),
  ...programs({ ...other, source: 'https://nodejs.org/api/util.html#utilparseargsconfig' }, ['node:util#parseArgs']),
];

/** Folders of a package for what its developers run by hand. */
const scripts: readonly Root[] = [
  {
    ...command,
    files: [`{scripts,tools,bin}/**/*.${script}`],
    name: 'a script',
    source: 'https://docs.npmjs.com/cli/v11/using-npm/scripts',
    versions: '*',
  },
];

/** Build tools, migrations and command lines: nobody else waits for them. */
export const tools: readonly Root[] = [...plugins, ...migrations, ...commandLines, ...scripts];
