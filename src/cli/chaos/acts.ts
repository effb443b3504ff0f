import { asObject, asString } from '../../sandbox/json.js';
import type { TrafficEntry } from '../../sandbox/protocol.js';

/** What somebody did. */
export type Deed =
  /** A problem typed after `/intake`; each person's problems differ from each other. */
  | { kind: 'command'; problem: string }
  | { kind: 'answer'; sessionId: string; position: number; answerId: string }
  | { kind: 'back'; sessionId: string; position: number }
  /** Typed in the thread, or put into the modal; no two texts are the same. */
  | { kind: 'note'; text: string }
  | { kind: 'step'; text: string }
  | { kind: 'escalate'; sessionId: string }
  | { kind: 'resolve'; sessionId: string }
  | { kind: 'claim'; escalationId: string };

/**
 * A deed, and whether Slack got an answer to it: then it must be stored, once. Who presses `again` because there was no
 * answer may be told that it had counted.
 */
export type Act = Deed & { by: string; acknowledged: boolean; again: number };

/** Everything that people did, as it looked from their side. */
export class Acts {
  readonly all: Act[] = [];
  private readonly notes = new Map<string, Act>();

  /** Adds what somebody is about to do; whoever does it sets `acknowledged`. */
  add(by: string, deed: Deed): Act {
    const act: Act = { ...deed, by, acknowledged: false, again: 0 };
    this.all.push(act);
    if (act.kind === 'note') this.notes.set(act.text, act);
    return act;
  }

  of<Kind extends Act['kind']>(kind: Kind): Extract<Act, { kind: Kind }>[] {
    return this.all.filter((act): act is Extract<Act, { kind: Kind }> => act.kind === kind);
  }

  acknowledged(): number {
    return this.all.filter((act) => act.acknowledged).length;
  }

  /** A message that somebody typed is an event: its acknowledgement is seen on the wire only. */
  hears(entry: TrafficEntry): void {
    if (entry.kind !== 'event' || entry.status !== 200) return;
    const text = asString(asObject(asObject(entry.request).event).text);
    const note = text === undefined ? undefined : this.notes.get(text);
    if (note) note.acknowledged = true;
  }
}
