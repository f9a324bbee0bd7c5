import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import '../../support/analyse.js';
import { createEngine } from '../../../rules/engine.js';
import { createDiskHost } from '../../../rules/host/disk-host.js';
import { makeFolder } from '../../host/temporary-folder.js';
import { EVERY_RULE } from '../../support/engine-run.js';
import { repositoryRoot } from '../../support/repository.js';

it('finds modules and packages behind links', () => {
  const root = makeFolder({
    'app.py':
      'from tasks import load\nfrom shop.orders import save\n\nasync def main():\n    load()\n    save()\n    await load()\n',
    'real/tasks.py': 'async def load():\n    pass\n',
    'real/store/__init__.py': '',
    'real/store/orders.py': 'async def save():\n    pass\n',
  });
  symlinkSync('real/tasks.py', join(root, 'tasks.py'));
  symlinkSync('real/store', join(root, 'shop'));
  const host = createDiskHost({ roots: [root], assetDirectory: join(repositoryRoot, 'dist/assets') });
  const engine = createEngine({ host, root, settings: EVERY_RULE });
  engine.apply([{ kind: 'changed', path: `${root}/app.py` }]);
  const { findings } = engine.check(`${root}/app.py`);
  expect(findings.map(({ ruleId, data }) => `${ruleId} ${data['name'] ?? ''}`)).toEqual([
    'no-floating-promises load()',
    'no-floating-promises save()',
  ]);
});
