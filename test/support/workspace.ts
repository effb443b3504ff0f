import type { App } from '@slack/bolt';
import type { Workspace } from '../../src/sandbox/index.js';
import { PersonInStory } from './workspace/person.js';

export type Story = {
  /** A person, by handle: `agent`, `agent2`, `engineer`, `admin`, `guest`, … */
  as(handle: string): PersonInStory;
  workspace: Workspace;
};

/**
 * People who act on a workspace that an app is connected to. Each act resolves once the app has acknowledged, its
 * listeners are done and `idle` (the app's own queues, a network app's listeners) has resolved too.
 */
export function workspace(stage: { workspace: Workspace; idle?: () => Promise<void> }): Story {
  const people = new Map<string, PersonInStory>();
  const idle = stage.idle ?? (() => Promise.resolve());
  return {
    workspace: stage.workspace,
    as: (handle) => {
      const person = people.get(handle) ?? new PersonInStory({ workspace: stage.workspace, idle }, handle);
      people.set(handle, person);
      return person;
    },
  };
}

/**
 * Knows when a Bolt app's listeners are done even when a network lies between it and the workspace: pass the returned
 * function as `idle`. Call it before the app starts.
 */
export function listenersOf(app: App): () => Promise<void> {
  const running = new Set<Promise<void>>();
  const process = app.processEvent.bind(app);
  app.processEvent = (event) => {
    const work = process(event);
    const tracked = work.catch(() => undefined).finally(() => running.delete(tracked));
    running.add(tracked);
    return work;
  };
  return async () => {
    while (running.size > 0) await Promise.all(running);
  };
}
