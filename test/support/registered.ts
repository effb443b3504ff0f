import type { App } from '@slack/bolt';
import { registerListeners } from '../../src/slack/listeners/index.js';
import type { UseCases } from '../../src/usecases/index.js';

/** Everything that Slack can send us, as the listeners are registered: `action session.back`, `view settings`, … */
export function registeredListeners(useCases: UseCases): string[] {
  const seen: string[] = [];
  const record = (kind: string) => (id: unknown) => {
    const name =
      id instanceof RegExp ? id.source.replace(/^\^|\(:\\d\+\)\?\$$/g, '').replaceAll('\\', '') : id;
    seen.push(`${kind} ${name}`);
  };
  const app = Object.fromEntries(
    ['action', 'view', 'command', 'shortcut', 'event', 'options'].map((kind) => [kind, record(kind)]),
  );
  registerListeners(app as unknown as App, { useCases, links: () => null, log: console });
  return seen;
}
