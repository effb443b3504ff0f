import type { DoReply, DoRequest, Operation, Person, TrafficEntry } from '../../protocol.js';

/** Does something as a person. Never throws: a sandbox that does not answer is a reply too. */
export async function perform(as: string, op: Operation): Promise<DoReply> {
  const request: DoRequest = { as, op };
  try {
    const response = await fetch('/sandbox/do', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(request),
    });
    return (await response.json()) as DoReply;
  } catch {
    return {
      ok: false,
      error: 'sandbox_unreachable',
      notice: 'The sandbox does not answer, so nothing was sent. Is it still running? Try again once it is.',
    };
  }
}

export async function fetchPeople(): Promise<Person[]> {
  const response = await fetch('/sandbox/people');
  if (!response.ok) throw new Error(`The sandbox answered ${response.status}`);
  return ((await response.json()) as { people: Person[] }).people;
}

export async function fetchTraffic(): Promise<TrafficEntry[]> {
  const response = await fetch('/sandbox/traffic');
  return ((await response.json()) as { entries: TrafficEntry[] }).entries;
}
