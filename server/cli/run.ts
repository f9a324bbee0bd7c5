import { parseArguments } from './arguments.js';
import { UsageError, type Environment, type ExitCode } from './environment.js';
import { planExplanation } from './explain.js';
import { planLint } from './lint.js';
import type { Plan } from './plan.js';
import { escapeText } from '../workspace/escape.js';
import { openSession } from './session.js';

/**
 * Prepares a run of the command line. Results go to standard output, everything else to standard error. Nothing throws:
 * what goes wrong ends in exit code 2.
 */
export function planRun(environment: Environment): Plan {
  const guarded = <Value>(action: () => Value, failed: Value): Value => {
    try {
      return action();
    } catch (error) {
      reportFailure(environment, error);
      return failed;
    }
  };
  const plan = guarded(() => chooseRun(environment), ended(2));
  return { ...plan, execute: () => guarded(plan.execute, 2) };
}

function ended(code: ExitCode): Plan {
  return { paths: [], execute: () => code };
}

function chooseRun(environment: Environment): Plan {
  const parsed = parseArguments(environment.arguments, environment.version);
  if (parsed.kind === 'wrong') throw new UsageError(parsed.message);
  if (parsed.kind === 'printed') {
    environment.stdout.write(parsed.text);
    return ended(0);
  }
  if (parsed.kind === 'serve') return { paths: [], execute: () => (environment.serve(), 0) };
  const session = openSession(environment, parsed);
  return parsed.kind === 'explain' ? planExplanation(session) : planLint(session);
}

function reportFailure({ stderr, variables }: Environment, error: unknown): void {
  const message = error instanceof Error ? error.message : String(error);
  if (error instanceof UsageError) {
    stderr.write(`${escapeText(message)}\n`);
    return;
  }
  stderr.write(`Looplint failed (${escapeText(message)}): report it, with what LOOPLINT_DEBUG=1 prints.\n`);
  if ((variables['LOOPLINT_DEBUG'] ?? '') !== '' && error instanceof Error) stderr.write(`${error.stack ?? ''}\n`);
}
