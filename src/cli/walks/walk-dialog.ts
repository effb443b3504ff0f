import { type Dialog, isReplayable } from './dialogs.js';
import type { Arrival, Chart, Walk, Walker } from './walker.js';

/** Where the dialog's chart came up for its problem. */
export type Reached = 'matched' | 'first' | 'suggested' | 'matched_wrong' | 'missed';

export interface WalkedDialog {
  dialog: Dialog;
  reached: Reached;
  /** What came instead, in words; null where the chart was matched. */
  instead: string | null;
  /** Null for a dialog that is not replayable; otherwise whether it was replayed to its end, or why not. */
  replay: { ok: boolean; why: string | null } | null;
}

/** Types the dialog's problem, and walks its chart as it was walked if that can be done. */
export async function walkDialog(walker: Walker, dialog: Dialog, chart: Chart): Promise<WalkedDialog> {
  const arrival = await walker.types(dialog.problem);
  const { reached, instead } = reachedBy(arrival, chart);
  if (!isReplayable(dialog)) return { dialog, reached, instead, replay: null };
  const begun = await begin(walker, { arrival, dialog, chart });
  if (typeof begun === 'string') return { dialog, reached, instead, replay: { ok: false, why: begun } };
  const why = await walker.replays(chart, begun, { steps: dialog.steps, end: dialog.end ?? '' });
  return { dialog, reached, instead, replay: { ok: why === null, why } };
}

function reachedBy(arrival: Arrival, { flowId, treeId }: Chart): Pick<WalkedDialog, 'reached' | 'instead'> {
  switch (arrival.kind) {
    case 'walk': {
      const { session } = arrival;
      if (session?.treeId === treeId) return { reached: 'matched', instead: null };
      const isFlow = session?.kind === 'flow';
      return { reached: isFlow ? 'matched_wrong' : 'missed', instead: isFlow ? 'another flow' : 'a build' };
    }
    case 'card': {
      const place = arrival.offers.findIndex((offer) => offer.flowId === flowId);
      if (place === 0) return { reached: 'first', instead: 'suggested first' };
      if (place > 0) return { reached: 'suggested', instead: `suggested as number ${place + 1}` };
      const others = arrival.offers.length;
      return { reached: 'missed', instead: others > 0 ? 'other suggestions' : 'out of scope' };
    }
    case 'nothing':
      return { reached: 'missed', instead: arrival.why };
  }
}

/** The walk over the chart: the one that was matched, the one that is offered, or the one that is asked for by name. */
async function begin(
  walker: Walker,
  { arrival, dialog, chart }: { arrival: Arrival; dialog: Dialog; chart: Chart },
): Promise<Walk | string> {
  if (arrival.kind === 'walk' && arrival.session?.treeId === chart.treeId) return arrival.walk;
  const offer = arrival.kind === 'card' && arrival.offers.find(({ flowId }) => flowId === chart.flowId);
  const begun =
    arrival.kind === 'card' && offer
      ? await walker.uses(offer, arrival.card)
      : await walker.types(`--flow ${chart.flow.slug} ${dialog.problem}`);
  if (begun.kind === 'walk' && begun.session?.treeId === chart.treeId) return begun.walk;
  const why = begun.kind === 'nothing' ? begun.why : 'another walk or card came';
  return `the walk could not be begun: ${why}`;
}
