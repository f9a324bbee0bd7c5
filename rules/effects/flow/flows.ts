import type { FileFacts, FunctionId } from '../../model/facts.js';
import type { ControlFlow, FlowEvent } from '../../model/flow.js';
import { eventAt, functionRows } from './flow-events.js';
import { buildFlowGraph } from './flow-graph.js';
import { followFlow } from './follow-flow.js';
import type { Visit } from './follow-flow.js';

/** The ways through functions, made when they are asked for. */
export interface Flows {
  events(path: string, fn: FunctionId): readonly FlowEvent[];
  /** Whether a way from behind `row` leaves the function normally without having been stopped. */
  follow(path: string, fn: FunctionId, row: number, visit: Visit): boolean;
}

/** Of one file's facts; they are replaced as a whole when the file changes. */
interface FileFlows {
  readonly rows: ReadonlyMap<FunctionId, number>;
  readonly graphs: Map<FunctionId, ControlFlow>;
}

const EMPTY: ControlFlow = { blocks: [] };
const known = new WeakMap<FileFacts, FileFlows>();

export function createFlows(facts: (path: string) => FileFacts | undefined): Flows {
  return {
    events(path, fn) {
      const file = facts(path);
      if (file === undefined) return [];
      const rows = graphOf(file, fn).blocks.flatMap((block) => block.rows);
      return rows.sort((a, b) => a - b).flatMap((row) => eventAt(file.flow, row) ?? []);
    },
    follow(path, fn, row, visit) {
      const file = facts(path);
      return file !== undefined && followFlow(graphOf(file, fn), file.flow, row, visit);
    },
  };
}

function graphOf(file: FileFacts, fn: FunctionId): ControlFlow {
  const flows = flowsOf(file);
  let graph = flows.graphs.get(fn);
  if (graph === undefined) {
    const enter = flows.rows.get(fn);
    graph = enter === undefined ? EMPTY : buildFlowGraph(file.flow, enter);
    flows.graphs.set(fn, graph);
  }
  return graph;
}

function flowsOf(file: FileFacts): FileFlows {
  let flows = known.get(file);
  if (flows === undefined) {
    flows = { rows: functionRows(file.flow), graphs: new Map() };
    known.set(file, flows);
  }
  return flows;
}
