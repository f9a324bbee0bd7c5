import type { ServerContext } from './context.js';

export interface Refresh {
  /** Has the client ask again; calls that come close together are one. */
  request(): void;
  dispose(): void;
}

/** Asks the client to ask again for diagnostics and annotations. One request at a time is on its way. */
export function createRefresh(context: ServerContext, delay: number): Refresh {
  const { connection, dispatcher, features } = context;
  const methods = [
    ...(features.pullsDiagnostics && features.refreshesDiagnostics ? ['workspace/diagnostic/refresh'] : []),
    ...(features.refreshesLenses ? ['workspace/codeLens/refresh'] : []),
    ...(features.refreshesHints ? ['workspace/inlayHint/refresh'] : []),
  ];
  let timer: NodeJS.Timeout | undefined;
  let isOnItsWay = false;
  let isWanted = false;

  const send = async (): Promise<void> => {
    isWanted = false;
    isOnItsWay = true;
    try {
      await Promise.all(methods.map((method) => connection.sendRequest(method)));
    } finally {
      isOnItsWay = false;
    }
    if (isWanted) plan();
  };
  const plan = (): void => {
    timer ??= setTimeout(() => {
      timer = undefined;
      dispatcher.run('refresh', send);
    }, delay);
  };
  return {
    request() {
      if (methods.length === 0) return;
      isWanted = true;
      if (!isOnItsWay) plan();
    },
    dispose: () => clearTimeout(timer),
  };
}
