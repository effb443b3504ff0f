import type pg from 'pg';

/** What `jobStore.enqueue` notifies, with the commit that it belongs to. */
export const jobsChannel = 'intake_jobs';

/** How long until a lost connection is made anew; the poll finds jobs meanwhile. */
const againMs = 1_000;

/** Calls `wake` as soon as any process commits new jobs. @returns what ends it */
export function listenForJobs(pool: pg.Pool, wake: () => void): () => Promise<void> {
  let ended = false;
  let client: pg.PoolClient | null = null;
  let timer: NodeJS.Timeout | undefined;

  // A connection that breaks while it begins to listen says so twice: it itself, and the statement that failed.
  const again = () => {
    if (ended || timer) return;
    timer = setTimeout(() => {
      timer = undefined;
      void listen();
    }, againMs).unref();
  };
  const listen = async () => {
    try {
      const connected = await pool.connect();
      client = connected;
      connected.on('notification', wake);
      connected.on('error', (error: Error) => {
        // Given back already; a second time would throw.
        if (client !== connected) return;
        client = null;
        connected.release(error);
        again();
      });
      await connected.query(`listen ${jobsChannel}`);
      // What was committed before is not told any more.
      wake();
      if (ended) await end();
    } catch {
      client?.release(true);
      client = null;
      again();
    }
  };
  const end = async () => {
    ended = true;
    clearTimeout(timer);
    const listening = client;
    client = null;
    // Not given back to be used for something else: it still listens.
    listening?.removeAllListeners('notification');
    listening?.release(true);
  };
  void listen();
  return end;
}
