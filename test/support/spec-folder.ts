import { makeFolder } from '../host/temporary-folder.js';
import { literateCases } from './literate-case.js';
import { projectFiles } from './repository.js';

/** A folder with the files of every case of the spec set, each case a package of its own; gone after the test. */
export function makeSpecFolder(): string {
  const pages = [...projectFiles('rules/catalogue', '.md'), ...projectFiles('test/catalogue', '.md')];
  const files: Record<string, string> = { 'package.json': '{"workspaces": ["specs/*/*"]}' };
  pages.forEach(({ text }, page) => {
    literateCases(text).forEach((one, index) => {
      const place = `specs/${String(page)}/${String(index)}`;
      files[`${place}/package.json`] = `{"name": "case-${String(page)}-${String(index)}", "type": "module"}`;
      for (const { path, code } of one.files) files[`${place}/${path}`] = code;
    });
  });
  return makeFolder(files);
}
