import { childIn, childrenIn } from '../../syntax/python/node.js';
import type { PythonNode } from '../../syntax/python/node.js';
import { textOf } from './builder.js';
import type { Builder } from './builder.js';

/*
 * "This function cannot fail": its whole work stands in a `try` whose handler takes every exception and raises none.
 * Statements beside the `try` may only bind what exists, because a call can raise.
 */
export function catchesAll(b: Builder, body: PythonNode): boolean {
  let tries = 0;
  for (const statement of body.children) {
    if (statement.type === 'try_statement') {
      if (!isSafeTry(b, statement)) return false;
      tries++;
    } else if (mayRaise(statement)) return false;
  }
  return tries > 0;
}

function isSafeTry(b: Builder, statement: PythonNode): boolean {
  const clauses = statement.children.filter((child) => child.type === 'except_clause');
  if (!clauses.some((clause) => catchesEverything(b, clause))) return false;
  const body = childIn(statement, 'body');
  if (body === undefined || returnsUnawaited(body)) return false;
  const rest = statement.children.filter((child) => child.type === 'else_clause' || child.type === 'finally_clause');
  return !clauses.some(rethrows) && !rest.some(mayRaise);
}

/** `CancelledError` passes `except Exception`, but to be cancelled is no failure. */
function catchesEverything(b: Builder, clause: PythonNode): boolean {
  const values = childrenIn(clause, 'value');
  if (values.length === 0) return true;
  return values.some((value) => {
    const caught = value.type === 'as_pattern' ? value.children[0] : value;
    return caught !== undefined && /^(?:builtins\.)?(?:Base)?Exception$/.test(textOf(b, caught));
  });
}

/** `return f()` leaves the `try` before a coroutine has run. */
function returnsUnawaited(node: PythonNode): boolean {
  return some(node, (inner) => inner.type === 'return_statement' && inner.children[0]?.type === 'call');
}

/** Handlers may call loggers; only an explicit `raise` or an awaited call lets the failure through. */
function rethrows(node: PythonNode): boolean {
  return some(node, (inner) => inner.type === 'raise_statement' || inner.type === 'await');
}

const RAISING = new Set(['raise_statement', 'await', 'call', 'subscript', 'assert_statement']);

function mayRaise(node: PythonNode): boolean {
  return some(node, (inner) => RAISING.has(inner.type));
}

const NESTED = new Set(['function_definition', 'class_definition', 'lambda', 'decorated_definition']);

/** Does a test hold for a node or anything in it, nested functions apart? */
function some(node: PythonNode, test: (node: PythonNode) => boolean): boolean {
  const open = [node];
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    if (NESTED.has(at.type)) continue;
    if (test(at)) return true;
    open.push(...at.children);
  }
  return false;
}
