import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, readdirSync, statSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { join } from 'node:path';
import picomatch from 'picomatch';
import { describe, expect, it } from 'vitest';
import { bundle } from '../../.build/bundle.mjs';
import { extensionFiles } from '../../.build/extension-files.mjs';
import { zipEntries } from '../../.build/zip-entries.mjs';
import { LANGUAGES } from '../../client/languages.js';
import { rules } from '../../rules/engine.js';
import { DEFAULT_EDITOR_SETTINGS } from '../../server/protocol/settings.js';
import { looplint } from '../hosts/cli/looplint-process.js';
import { makeFolder } from '../host/temporary-folder.js';
import { projectFiles, readProjectFile, repositoryRoot } from '../support/repository.js';

interface Setting {
  readonly type?: string | readonly string[];
  readonly default: unknown;
  readonly scope: string;
  readonly description: string;
  readonly properties?: Readonly<Record<string, unknown>>;
}

const manifestText = readProjectFile('package.json');
const manifest = JSON.parse(manifestText) as {
  readonly main: string;
  readonly icon: string;
  readonly activationEvents: readonly string[];
  readonly extensionKind: readonly string[];
  readonly capabilities: {
    readonly untrustedWorkspaces: { readonly supported: boolean };
    readonly virtualWorkspaces: { readonly supported: string };
  };
  readonly engines: { readonly vscode: string };
  readonly devDependencies: Readonly<Record<string, string>>;
  readonly contributes: {
    readonly commands: readonly { readonly command: string }[];
    readonly configuration: { readonly properties: Readonly<Record<string, Setting>> };
    readonly walkthroughs: readonly {
      readonly steps: readonly { readonly media: Readonly<Record<string, string>> }[];
    }[];
  };
};
const settings = manifest.contributes.configuration.properties;

describe('what the extension holds', () => {
  /** Every file of the repository and of the build, as the packaging tool would meet them. */
  const present = [
    ...execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], {
      cwd: repositoryRoot,
      encoding: 'utf8',
    })
      .split('\n')
      .filter((path) => path !== '' && existsSync(join(repositoryRoot, path))),
    ...readdirSync(join(repositoryRoot, 'dist'), { recursive: true, encoding: 'utf8' })
      .map((name) => `dist/${name}`)
      .filter((path) => statSync(join(repositoryRoot, path)).isFile()),
  ];

  it('is what `.vscodeignore` chooses', () => {
    const lines = readProjectFile('.vscodeignore').split('\n');
    const patterns = lines.filter((line) => line !== '' && !line.startsWith('#'));
    const isTaken = picomatch(
      patterns.filter((pattern) => pattern.startsWith('!')).map((pattern) => pattern.slice(1)),
      { dot: true },
    );
    expect(patterns[0]).toBe('**');
    expect(present.filter((path) => isTaken(path)).sort()).toEqual(extensionFiles());
  });

  it('is small, and the same on every platform', () => {
    const files = extensionFiles();
    expect(files).toContain(manifest.main.slice(2));
    expect(files).toContain(manifest.icon);
    expect(files.filter((path) => /\.(?:node|dll|so|exe|map|ts)$/.test(path))).toEqual([]);
    const code = files.filter((path) => path.endsWith('.cjs'));
    const bytes = code.reduce((sum, path) => sum + statSync(join(repositoryRoot, path)).size, 0);
    // Unpacked; 1.1 MB of it are tables of Unicode, which are read when the first regular expression is judged.
    expect(bytes).toBeLessThan(4_000_000);
  });

  it('loads nothing but Node and the editor', async () => {
    const { metafile } = await bundle();
    const scripts = Object.entries(metafile.outputs).filter(([path]) => path.endsWith('.cjs'));
    const foreign = scripts.map(([path, { imports }]) => [
      path,
      [...new Set(imports.map((site) => site.path))].filter((name) => !isBuiltin(name)),
    ]);
    expect(Object.fromEntries(foreign)).toEqual({
      'dist/analysis.cjs': [],
      'dist/client.cjs': ['vscode'],
      'dist/server.cjs': [],
    });
  });

  it('names no folder of the machine that built it', () => {
    const naming = extensionFiles().filter((path) =>
      readFileSync(join(repositoryRoot, path), 'utf8').includes(repositoryRoot),
    );
    expect(naming).toEqual([]);
  });
});

describe('the manifest', () => {
  it('starts the extension for its languages alone, and asks for no trust', () => {
    expect(manifest.activationEvents).toEqual(LANGUAGES.map((language) => `onLanguage:${language}`));
    expect(manifest.extensionKind).toEqual(['workspace']);
    expect(manifest.capabilities.untrustedWorkspaces).toEqual({ supported: true });
    expect(manifest.capabilities.virtualWorkspaces.supported).toBe('limited');
  });

  it('is written against the oldest editor that it allows', () => {
    expect(manifest.engines.vscode).toBe(`^${manifest.devDependencies['@types/vscode'] ?? ''}`);
  });

  it('has the settings of the server, with the same defaults', () => {
    const { customizations, ...others } = DEFAULT_EDITOR_SETTINGS;
    const wanted = { ...others, 'rules.customizations': customizations, 'trace.server': 'off' };
    const found = Object.entries(settings).map(([name, { default: value }]) => [name.replace('looplint.', ''), value]);
    expect(Object.fromEntries(found)).toEqual(wanted);
  });

  it('has a scope for each setting, and none that names a path or a program', () => {
    const scopes = Object.entries(settings).map(([name, { scope }]) => [name, ['resource', 'window'].includes(scope)]);
    expect(scopes.filter(([, known]) => known !== true)).toEqual([]);
    expect(Object.keys(settings).filter((name) => /path|command|binary|runtime|node/i.test(name))).toEqual([]);
  });

  it('lists every rule', () => {
    expect(Object.keys(settings['looplint.rules']?.properties ?? {})).toEqual(rules.map(({ id }) => id));
  });

  it('has a text for every key, and a key for every text', () => {
    const texts = JSON.parse(readProjectFile('package.nls.json')) as Readonly<Record<string, string>>;
    const keys = [...manifestText.matchAll(/"%([\w.]+)%"/g)].map((match) => match[1]);
    expect([...new Set(keys)].sort()).toEqual(Object.keys(texts).sort());
    expect(Object.values(texts).filter((text) => text.trim() === '')).toEqual([]);
  });

  it('has a handler for every command', () => {
    const source = readProjectFile('client/commands.ts');
    const commands = manifest.contributes.commands.map(({ command }) => command.replace('looplint.', ''));
    expect(commands.filter((name) => !new RegExp(`^    ${name}(?::|,)`, 'm').test(source))).toEqual([]);
  });

  it('has pictures for its walkthrough that follow the theme', () => {
    const media = manifest.contributes.walkthroughs.flatMap(({ steps }) => steps.map((step) => step.media));
    const files = media.map(({ svg, markdown }) => svg ?? markdown ?? '');
    expect(files).toHaveLength(4);
    for (const svg of files.filter((path) => path.endsWith('.svg'))) {
      const colors = [...readProjectFile(svg).matchAll(/(?:fill|stroke)="([^"]+)"/g)].map((match) => match[1] ?? '');
      expect(colors.filter((color) => color !== 'none' && !color.startsWith('var(--vscode-'))).toEqual([]);
    }
  });

  it('has an icon of 256 by 256 pixels', () => {
    const bytes = readFileSync(join(repositoryRoot, manifest.icon));
    expect([bytes.readUInt32BE(16), bytes.readUInt32BE(20)]).toEqual([256, 256]);
  });
});

describe('the client', () => {
  it('shows no text that cannot be translated', () => {
    const calls = projectFiles('client', '.ts').flatMap(({ path, text }) =>
      [...text.matchAll(/window\.show(?:Information|Warning|Error)Message\((?!l10n\.t\()/g)].map(() => path),
    );
    expect(calls).toEqual([]);
  });

  it('has a sample with the three bugs that it announces', () => {
    const folder = makeFolder({ 'server.ts': readProjectFile('client/media/sample.txt') });
    const results = JSON.parse(looplint(['-f', 'json'], folder).stdout) as readonly {
      readonly messages: readonly { readonly ruleId: string }[];
    }[];
    expect(results.flatMap(({ messages }) => messages.map(({ ruleId }) => ruleId))).toEqual([
      'looplint/no-blocking-call',
      'looplint/no-floating-promises',
      'looplint/no-misused-promises',
    ]);
  });
});

it('reads the directory of a zip file', () => {
  const name = Buffer.from('a/b.txt');
  const entry = Buffer.alloc(46);
  entry.writeUInt32LE(3, 20);
  entry.writeUInt32LE(5, 24);
  entry.writeUInt16LE(name.length, 28);
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 'latin1');
  end.writeUInt16LE(1, 10);
  end.writeUInt32LE(0, 16);
  expect(zipEntries(Buffer.concat([entry, name, end]))).toEqual([{ name: 'a/b.txt', packed: 3, size: 5 }]);
});
