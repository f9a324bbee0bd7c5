import type { Session } from '../types.js';

interface Library {
  readonly source: string;
  readonly versions: string;
  readonly parallel: string;
  readonly parallelReads?: true;
  /** Values that are a session. */
  readonly values: readonly string[];
  /** Calls that hand one to their callback as its first parameter. */
  readonly callbacks: readonly string[];
}

function sessions({ values, callbacks, ...entry }: Library): readonly Session[] {
  return [
    ...values.map((api) => ({ api, serial: true, ...entry })),
    ...callbacks.map((api) => ({ api, serial: true, callback: true as const, ...entry })),
  ];
}

/** Sessions that refuse or corrupt what runs at the same time. Most others make it wait, which does no harm. */
export const exclusive: readonly Session[] = [
  ...sessions({
    parallel: 'MongoDB supports no parallel operations in a transaction',
    source:
      'https://mongoosejs.com/docs/transactions.html: "Running operations in parallel is not supported during a transaction"',
    versions: '>=6.0.0 <10.0.0',
    values: [
      'mongodb#ClientSession()',
      'mongodb#MongoClient().startSession()',
      'mongoose#ClientSession()',
      'mongoose#Connection().startSession()',
      'mongoose#connection.startSession()',
      'mongoose#default.connection.startSession()',
      'mongoose#default.startSession()',
      'mongoose#startSession()',
    ],
    callbacks: [
      'mongodb#ClientSession().withTransaction',
      'mongodb#MongoClient().withSession',
      'mongoose#Connection().transaction',
      'mongoose#Connection().withSession',
      'mongoose#connection.transaction',
      'mongoose#default.connection.transaction',
      'mongoose#default.startSession().withTransaction',
      'mongoose#startSession().withTransaction',
    ],
  }),
  ...sessions({
    parallel: 'what still runs when one of them fails is not rolled back',
    parallelReads: true,
    source: 'https://github.com/typeorm/typeorm/issues/1014, https://github.com/typeorm/typeorm/issues/1995',
    versions: '>=0.3.0 <2.0.0',
    values: ['typeorm#QueryRunner()', 'typeorm#DataSource().createQueryRunner()'],
    callbacks: ['typeorm#DataSource().transaction', 'typeorm#EntityManager().transaction'],
  }),
  ...sessions({
    parallel: 'a second request fails with `EREQINPROG`',
    source: 'https://github.com/tediousjs/node-mssql/issues/491',
    versions: '>=4.0.0 <13.0.0',
    values: ['mssql#ConnectionPool().transaction()', 'mssql#Transaction()', 'mssql#default.Transaction()'],
    callbacks: [],
  }),
  ...sessions({
    parallel: 'a second query is refused while the first one runs',
    source: 'https://github.com/neo4j/neo4j-javascript-driver/issues/1361',
    versions: '>=4.0.0 <7.0.0',
    values: [
      'neo4j-driver#Driver().session()',
      'neo4j-driver#Session()',
      'neo4j-driver#default.driver().session()',
      'neo4j-driver#driver().session()',
      'neo4j-driver-core#Session()',
    ],
    callbacks: [],
  }),
  ...sessions({
    parallel: 'a second task is refused while the first one runs',
    source:
      'https://github.com/patrickjuchli/basic-ftp/issues/52, https://github.com/patrickjuchli/basic-ftp/issues/68',
    versions: '>=2.16.0 <7.0.0',
    values: ['basic-ftp#Client()', 'basic-ftp#default.Client()'],
    callbacks: [],
  }),
];
