import type { Trouble } from '../domain/trouble.js';
import { builtInTreeBuilder } from './built-in/tree-builder.js';
import type { Embedder } from './embedder.js';
import { ModelError, type ModelFailure } from './model-error.js';
import type { TreeBuilder } from './tree-builder.js';

/** Of the log, what is used here. */
interface Notes {
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
}

/** Looks at something once; null where it works. */
export interface Probe {
  name: string;
  look(): Promise<Trouble | null>;
}

/** Knows what of the configured endpoint does not work. */
export interface Watch {
  troubles(): readonly Trouble[];
  /** Looks at once, and again while something does not work. Never holds anything up. */
  start(): void;
  stop(): void;
  /** Resolves when the look that runs is over. */
  looked(): Promise<void>;
  /** Something failed in use: found out sooner than by looking. */
  found(name: string, trouble: Trouble): void;
}

const againMs = 30_000;

export function createWatch(probes: readonly Probe[], log: Notes, pauseMs = againMs): Watch {
  const troubles = new Map<string, Trouble>();
  let timer: NodeJS.Timeout | undefined;
  let looking: Promise<void> = Promise.resolve();
  let stopped = false;

  const note = (name: string, trouble: Trouble | null): void => {
    const before = troubles.get(name);
    if (trouble) troubles.set(name, trouble);
    else troubles.delete(name);
    if (trouble && before?.variable !== trouble.variable)
      log.warn(
        { ...trouble },
        'ai: the endpoint cannot be used as it is configured; going on with what is built in',
      );
    if (!trouble && before) log.info({ ...before }, 'ai: the endpoint works again');
  };
  const later = (): void => {
    if (stopped || timer || troubles.size === 0) return;
    timer = setTimeout(() => {
      timer = undefined;
      look();
    }, pauseMs);
    timer.unref();
  };
  const look = (): void => {
    looking = Promise.all(probes.map(async (probe) => note(probe.name, await probe.look()))).then(later);
  };
  return {
    troubles: () => [...troubles.values()],
    start: look,
    stop() {
      stopped = true;
      clearTimeout(timer);
    },
    looked: () => looking,
    found(name, trouble) {
      note(name, trouble);
      later();
    },
  };
}

/** What to look at where a request failed as it did; null where the configuration is not to blame. */
export function troubleOf(failure: ModelFailure, model: Trouble['variable']): Trouble | null {
  switch (failure) {
    case 'unauthorised':
      return { variable: 'OPENAI_API_KEY', problem: 'refused' };
    case 'unknown_model':
      return { variable: model, problem: 'unknown_model' };
    case 'not_an_endpoint':
      return { variable: 'OPENAI_BASE_URL', problem: 'not_an_endpoint' };
    case 'unreachable':
    case 'timeout':
      return { variable: 'OPENAI_BASE_URL', problem: 'unreachable' };
    default:
      return null;
  }
}

/**
 * The model while its endpoint works, the built-in protocols while it does not. Its id says which, so that what one
 * of them began is not taken for the other's. A wrong key found in use counts at once; a connection that failed once
 * does not.
 */
export function dependableBuilder(model: TreeBuilder, watch: Watch): TreeBuilder {
  const current = () =>
    watch.troubles().some(({ variable }) => variable !== 'INTAKE_EMBEDDING_MODEL')
      ? builtInTreeBuilder
      : model;
  return {
    get id() {
      return current().id;
    },
    get source() {
      return current().source;
    },
    async nextNode(request, call) {
      const builder = current();
      try {
        return await builder.nextNode(request, call);
      } catch (error) {
        if (error instanceof ModelError && lasting.includes(error.kind)) {
          const trouble = troubleOf(error.kind, 'INTAKE_MODEL');
          if (trouble) watch.found('model', trouble);
        }
        throw error;
      }
    },
  };
}

const lasting: readonly ModelFailure[] = ['unauthorised', 'unknown_model', 'not_an_endpoint'];

/** Embeds one word, and says what is wrong where that fails. */
export const embedderProbe = (embedder: Embedder): Probe => ({
  name: 'embeddings',
  async look() {
    try {
      await embedder.embed(['ready']);
      return null;
    } catch (error) {
      const cause = error instanceof Error ? error.cause : null;
      const known = cause instanceof ModelError ? troubleOf(cause.kind, 'INTAKE_EMBEDDING_MODEL') : null;
      return known ?? { variable: 'INTAKE_EMBEDDING_MODEL', problem: 'unusable' };
    }
  },
});
