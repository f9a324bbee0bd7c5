import mongoose from 'mongoose';
import {
  mongooseAggregate as aggregateFamily,
  mongooseQuery as queryFamily,
} from '../../../rules/knowledge/awaitables/mongoose.js';
import type { LazyLibrary, Value } from './contract.js';

const log: string[] = [];
mongoose.set('bufferCommands', false);
mongoose.set('autoIndex', false);
mongoose.set('autoCreate', false);
const User = mongoose.model('User', new mongoose.Schema({ name: String }));

/** The driver's collection, replaced method by method. */
const answers: Readonly<Record<string, () => unknown>> = {
  find: () => ({ toArray: () => Promise.resolve([]) }),
  aggregate: () => ({ toArray: () => Promise.resolve([]) }),
  findOne: () => Promise.resolve({ _id: new mongoose.Types.ObjectId(), name: 'a' }),
  countDocuments: () => Promise.resolve(0),
  updateOne: () => Promise.resolve({ acknowledged: true, modifiedCount: 1, matchedCount: 1 }),
  deleteOne: () => Promise.resolve({ acknowledged: true, deletedCount: 1 }),
  insertOne: () => Promise.resolve({ acknowledged: true }),
};
for (const [name, answer] of Object.entries(answers)) {
  Object.assign(User.collection, {
    [name]: () => {
      log.push(name);
      return answer();
    },
  });
}

const any = (query: unknown): Value => query as Value;
const document = new User({ name: 'a' });

export const mongooseQuery: LazyLibrary = {
  family: queryFamily,
  log,
  queries: {
    find: () => any(User.find({ name: 'a' })),
    updateOne: () => any(User.updateOne({}, { name: 'b' })),
    countDocuments: () => any(User.countDocuments()),
    'document.deleteOne': () => any(document.deleteOne()),
  },
  control: () => Promise.resolve(User.findOne()),
  eager: {},
  amend: (query) => query['where']?.({ name: 'b' }),
  nested: () => User.find().merge(User.find({ name: 'c' })),
  close: () => undefined,
};

export const mongooseAggregate: LazyLibrary = {
  ...mongooseQuery,
  family: aggregateFamily,
  queries: { aggregate: () => any(User.aggregate([{ $match: {} }])) },
  amend: (query) => query['limit']?.(1),
  nested: () => User.aggregate([]).append(...User.aggregate([{ $match: {} }]).pipeline()),
};

/** Ordinary async functions among the lazy ones. */
export const mongooseEager: Readonly<Record<string, () => unknown>> = {
  create: () => User.create({ name: 'a' }),
  save: () => new User({ name: 'a' }).save(),
};
