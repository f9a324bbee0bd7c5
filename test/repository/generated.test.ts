import { expect, it } from 'vitest';
import { generatedFiles } from '../../.build/generated-files.mjs';
import { readProjectFile } from '../support/repository.js';

it.each((await generatedFiles()).map((file) => [file.path, file] as const))('%s is fresh', (path, { generate }) => {
  const text = readProjectFile(path);
  expect(generate(text), 'run `npm run generate`').toBe(text);
});
