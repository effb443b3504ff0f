import { ModelError } from '../model-error.js';
import { noUsage } from '../tree-builder.js';
import { type Probe, troubleOf } from '../watch.js';
import type { Endpoint } from './endpoint.js';

/**
 * Asks the endpoint for next to nothing, to hear whether it answers at all; the dialect that it takes is known after it.
 * What the model says does not matter, and that it is busy or declines is no trouble of the configuration.
 */
export const modelProbe = (endpoint: Endpoint, firstByteMs: number): Probe => ({
  name: 'model',
  async look() {
    const late = AbortSignal.timeout(firstByteMs + 1_000);
    const asking = {
      signal: late,
      until: 0,
      // Outside of every account's budget: nobody asked for it.
      meter: async () => ({ settle: async () => undefined }),
      used: { ...noUsage },
    };
    const messages = () => [
      {
        role: 'user' as const,
        content:
          'Answer with a JSON object of the given shape, as short as can be. Its kind is "escalation".',
      },
    ];
    try {
      await endpoint.say(messages, 'first', asking, () => undefined);
      return null;
    } catch (error) {
      if (late.aborted) return troubleOf('timeout', 'INTAKE_MODEL');
      if (!(error instanceof ModelError)) return null;
      // A plain request that is refused: most often the model cannot be asked in this way at all.
      return error.kind === 'refused'
        ? { variable: 'INTAKE_MODEL', problem: 'unusable' }
        : troubleOf(error.kind, 'INTAKE_MODEL');
    }
  },
});
