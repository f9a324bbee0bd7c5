import { receiveMessageOnPort, type MessagePort } from 'node:worker_threads';
import type { WorkspaceEvent } from '../../protocol/analysis.js';
import type { ControlWriter } from './control.js';
import { Interrupted } from './interrupted.js';
import type { Ask, ToThread } from './messages.js';
import { createQuestionQueue } from './question-queue.js';

/** What the main thread sent and the thread has not dealt with yet. */
export interface Inbox {
  /** Reads what has come, without giving up control. */
  drain(): void;
  takeEvents(): readonly WorkspaceEvent[];
  /** The next question, which is then the one at work. */
  begin(): Ask | undefined;
  /** Questions that the answer at work is an answer to, too. */
  takeEqual(ask: Ask): readonly Ask[];
  /** The question at work is over; one that was overtaken is asked again, unless nobody wants it any more. */
  end(ask: Ask, how: 'answered' | 'overtaken'): void;
  /** Throws `Interrupted` when what came goes before what is at work. To be called every few milliseconds. */
  readonly checkpoint: () => void;
}

/** Opens a port; `onMail` is called for what comes while the thread is idle. */
export function openInbox(port: MessagePort, control: ControlWriter, onMail: () => void): Inbox {
  const queue = createQuestionQueue();
  let events: WorkspaceEvent[] = [];
  let current: Ask | undefined;
  let isCancelled = false;
  let mail = control.mail();

  const receive = (message: ToThread): void => {
    if (message.kind === 'event') events.push(message.event);
    else if (message.kind === 'ask') queue.add(message);
    else if (current?.id === message.id) isCancelled = true;
    else queue.remove(message.id);
  };
  const drain = (): void => {
    mail = control.mail();
    for (let next = receiveMessageOnPort(port); next !== undefined; next = receiveMessageOnPort(port))
      receive(next.message as ToThread);
  };
  /** What happened on the disk can wait. */
  const isOvertaken = (): boolean =>
    events.some(({ kind }) => kind !== 'disk') ||
    (current === undefined ? queue.size > 0 : isCancelled || queue.isMoreUrgent(current.urgency));

  port.on('message', (message: ToThread) => {
    receive(message);
    onMail();
  });
  return {
    drain,
    takeEvents() {
      const taken = events;
      events = [];
      return taken;
    },
    begin() {
      current = queue.take();
      return current;
    },
    takeEqual: (ask) => queue.takeEqual(ask),
    end(ask, how) {
      if (how === 'overtaken' && !isCancelled) queue.putBack(ask);
      current = undefined;
      isCancelled = false;
    },
    checkpoint() {
      control.beat();
      if (control.mail() === mail) return;
      drain();
      if (isOvertaken()) throw new Interrupted();
    },
  };
}
