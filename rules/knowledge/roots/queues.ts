import type { Root } from '../types.js';
import { entries, members, programs } from './build.js';

const consumer = { loop: 'shared', rejections: 'framework', name: 'a queue consumer' } as const;
const schedule = { loop: 'shared', rejections: 'crash', name: 'a scheduled job' } as const;

const bullmq = { ...consumer, source: 'https://docs.bullmq.io/guide/workers', versions: '>=1.0.0 <7.0.0' };
const kafka = { ...consumer, source: 'https://kafka.js.org/docs/consuming', versions: '>=1.0.0 <3.0.0' };

/** Consumers take the next message while the last one is under way: a blocked loop stops all of them. */
export const queues: readonly Root[] = [
  ...programs(bullmq, ['bullmq#Worker']),
  ...entries(bullmq, 1, ['bullmq#Worker']),
  ...entries(
    { ...consumer, source: 'https://optimalbits.github.io/bull/#queueprocess', versions: '>=3.0.0 <5.0.0' },
    -1,
    ['bull#default().process', 'bull#Queue().process'],
  ),
  ...programs(kafka, ['kafkajs#Consumer().run', 'kafkajs#Kafka().consumer().run']),
  ...['eachBatch', 'eachMessage'].flatMap((property) =>
    entries({ ...kafka, property }, 0, ['kafkajs#Consumer().run', 'kafkajs#Kafka().consumer().run']),
  ),
  ...entries(
    {
      ...consumer,
      rejections: 'crash',
      source: 'https://amqp-node.github.io/amqplib/channel_api.html#channel_consume',
      versions: '>=0.8.0 <3.0.0',
    },
    1,
    ['amqplib#Channel().consume', 'amqplib#ConfirmChannel().consume', 'amqplib#connect().createChannel().consume'],
  ),
  ...entries(
    {
      ...consumer,
      property: 'handleMessage',
      source: 'https://github.com/bbc/sqs-consumer#usage',
      versions: '>=6.0.0 <15.0.0',
    },
    0,
    ['sqs-consumer#Consumer.create'],
  ),
  ...entries(
    { ...schedule, source: 'https://nodecron.com/getting-started.html', versions: '>=3.0.0 <5.0.0' },
    1,
    members(['node-cron#', 'node-cron#default.'], ['schedule']),
  ),
  ...entries({ ...schedule, source: 'https://github.com/kelektiv/node-cron#api', versions: '>=2.0.0 <5.0.0' }, 1, [
    'cron#CronJob',
  ]),
];
