/**
 * A node of a Python file as plain data: named nodes only, without comments. The fields of tree-sitter's grammar are
 * noted on the children, so that every node has the same shape. It lives for one pass and is dropped with it.
 */
export interface PythonNode {
  /** Name of the grammar's rule: `function_definition`, `call`. */
  readonly type: string;
  readonly start: number;
  readonly end: number;
  /** What the node is to its parent: `left`, `body`; empty when the grammar gives it no name. */
  readonly field: string;
  readonly children: PythonNode[];
  /** An `async` keyword stands in front of it. */
  async: boolean;
  /** Operators of an expression, as written and in order, separated by a space: `+`, `is not`, `< <=`. */
  operator: string;
}

/** The first child that has a field name. */
export function childIn(node: PythonNode, field: string): PythonNode | undefined {
  for (const child of node.children) if (child.field === field) return child;
  return undefined;
}

/** All children that have a field name. */
export function childrenIn(node: PythonNode, field: string): readonly PythonNode[] {
  return node.children.filter((child) => child.field === field);
}

/** The first child of a type. */
export function childOfType(node: PythonNode, type: string): PythonNode | undefined {
  for (const child of node.children) if (child.type === type) return child;
  return undefined;
}
