import { getHeapStatistics } from 'node:v8';
import type { StatusReport } from '../../protocol/analysis.js';
import type { Quarantine } from './quarantine.js';
import type { Workspace } from './workspace.js';

/** What there is, and what is wrong with it. */
export function reportStatus(workspace: Workspace, quarantine: Quarantine): StatusReport {
  const { used_heap_size: heapUsed, heap_size_limit: heapLimit } = getHeapStatistics();
  return {
    folders: workspace.folders().map(({ setup, project }) => {
      const { configuration, problem } = project.settings;
      return {
        path: setup.path,
        files: project.files.own.length,
        ...(configuration === undefined ? {} : { configuration }),
        ...(problem === undefined ? {} : { problem: problem.problem }),
      };
    }),
    quarantined: quarantine.files,
    heapUsed,
    heapLimit,
  };
}
