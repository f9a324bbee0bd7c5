import type { AwaitableFamily } from '../types.js';
import { lazy } from './build.js';

const statics = [
  'countDocuments',
  'deleteMany',
  'deleteOne',
  'distinct',
  'estimatedDocumentCount',
  'exists',
  'find',
  'findById',
  'findByIdAndDelete',
  'findByIdAndUpdate',
  'findOne',
  'findOneAndDelete',
  'findOneAndReplace',
  'findOneAndUpdate',
  'replaceOne',
  'updateMany',
  'updateOne',
  'where',
];
/** Of a document these give a query too; `save`, `populate` and `validate` give a promise. */
const methods = ['deleteOne', 'replaceOne', 'updateOne'];
const models = ['mongoose#model()', 'mongoose#default.model()', 'mongoose#Model()'];

const shared = {
  except: [],
  source: 'https://mongoosejs.com/docs/queries.html#queries-are-not-promises; run in test/knowledge/lazy-queries',
  versions: '>=6.0.0 <10.0.0',
};

/** A mongoose query refuses to run twice. */
export const mongooseQuery: AwaitableFamily = {
  ...shared,
  library: 'mongoose',
  types: [{ package: 'mongoose', name: 'Query' }],
  apis: [
    ...models.flatMap((model) => statics.map((name) => `${model}.${name}.**`)),
    ...methods.flatMap((name) => [`mongoose#Document().${name}.**`, ...models.map((model) => `${model}().${name}.**`)]),
  ],
  leaves: ['cursor', 'getFilter', 'getOptions', 'getQuery', 'getUpdate', 'toConstructor', 'toString'],
  traits: lazy('mongoose', ['then', 'catch', 'finally', 'exec'], { reuse: 'error' }),
};

/** An aggregation runs each time. */
export const mongooseAggregate: AwaitableFamily = {
  ...shared,
  library: 'mongoose',
  types: [{ package: 'mongoose', name: 'Aggregate' }],
  apis: models.map((model) => `${model}.aggregate.**`),
  leaves: ['cursor', 'pipeline'],
  traits: lazy('mongoose', ['then', 'catch', 'finally', 'exec']),
};
