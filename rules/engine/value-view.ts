import type { RuleView } from '../model/rule-view.js';
import type { ViewContext } from './view.js';

/** The part of a view that follows values through a file. */
export type ValueView = Pick<
  RuleView,
  | 'elementsOf'
  | 'rangeOf'
  | 'originOf'
  | 'declaringFunction'
  | 'callOf'
  | 'receiverOf'
  | 'isWritten'
  | 'readsOf'
  | 'textOf'
  | 'valueIds'
  | 'variables'
  | 'unreadFields'
  | 'placeOf'
  | 'parentOf'
  | 'events'
  | 'follow'
>;

export function createValueView({ path, facts, inference, effects }: ViewContext): ValueView {
  return {
    elementsOf: (expression) => inference.elementsOf(path, expression),
    rangeOf: (expression) => inference.rangeOf(path, expression),
    originOf: (expression) => inference.values.originOf(path, expression),
    declaringFunction: (expression) => inference.values.declaringFunction(path, expression),
    callOf: (expression) => facts.calls.find((call) => call.expression === expression),
    receiverOf: (call) => inference.values.receiverOf(path, call),
    isWritten: (expression) => inference.values.isWritten(path, expression),
    textOf: (expression) => inference.textOf(path, expression),
    readsOf: (member) => inference.values.readsOf(path, member),
    valueIds: (expression) => inference.valueIds(path, expression),
    variables: () => inference.variables(path),
    unreadFields: () => inference.unreadFields(path),
    placeOf: (expression) => inference.placeOf(path, expression),
    parentOf: (expression) => inference.parentOf(path, expression),
    events: (fn) => effects.flows.events(path, fn),
    follow: (fn, row, visit) => effects.flows.follow(path, fn, row, visit),
  };
}
