import type { Log } from '../../jobs/log.js';

/**
 * Draws what came of an act that is stored and acknowledged. Where Slack or the database does not let it, that is no
 * failure of the act: nobody is told that something went wrong, for it did not.
 */
export async function afterwards(log: Log, draw: () => Promise<unknown>): Promise<void> {
  try {
    await draw();
  } catch (error) {
    log.warn({ err: error }, 'listener: what came of an act was not shown');
  }
}
