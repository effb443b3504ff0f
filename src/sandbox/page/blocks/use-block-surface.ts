import { useMemo, useReducer, useRef } from 'preact/hooks';
import type { DoReply, SlackBlock, StateValue, StateValues, Surface } from '../../protocol.js';
import { type Seat, useSeat } from '../state/seat.js';
import { type Choice, choicesOf, groupedChoices } from '../ui/picker-choices.js';
import { collectState, initialValue } from './initial-value.js';
import type { BlockSurface, Usable } from './surface.js';

type SurfaceProps = {
  on: Surface;
  blocks: SlackBlock[];
  /** What the server already knows the inputs to hold. */
  base?: StateValues;
  errors?: Record<string, string>;
  channelId?: string;
};

type Kept = BlockSurface & { state: () => StateValues };

/** A second click on the same card within this time is a slip of the finger, also when its buttons were replaced. */
const slip = 350;

/** The state of one message, modal or Home. What was typed survives updates of the blocks, as in Slack. */
export function useBlockSurface(props: SurfaceProps): Kept {
  const seat = useSeat();
  const [drawn, redraw] = useReducer((count: number) => count + 1, 0);
  const typed = useRef<StateValues>({});
  const busy = useRef(new Set<string>());
  const latest = useRef(props);
  latest.current = props;

  // `drawn` renews the surface for its readers when a value changes.
  return useMemo(() => {
    const keep = { typed: typed.current, busy: busy.current, latest, seat, redraw: () => redraw(0) };
    return surfaceOf(keep);
  }, [drawn, seat, props.errors, props.base, props.blocks, props.channelId]);
}

type Keep = {
  typed: StateValues;
  busy: Set<string>;
  latest: { current: SurfaceProps };
  seat: Seat;
  redraw: () => void;
};

function surfaceOf(keep: Keep): Kept {
  const { typed, busy, latest, seat, redraw } = keep;
  const value = (blockId: string, element: Usable): StateValue => {
    const actionId = element.action_id ?? '';
    const known = typed[blockId]?.[actionId] ?? latest.current.base?.[blockId]?.[actionId];
    return (known?.type === element.type ? known : initialValue(element)) ?? { type: element.type };
  };
  const state = () => collectState(latest.current.blocks, value);
  return {
    value,
    state,
    errors: latest.current.errors ?? {},
    channelId: latest.current.channelId,
    set: (blockId, element, changed) => {
      const actionId = element.action_id ?? '';
      typed[blockId] = { ...typed[blockId], [actionId]: { type: element.type, ...changed } };
      redraw();
    },
    isBusy: (blockId, element) => busy.has(keyOf(blockId, element)),
    isResting: busy.has('slip'),
    act: (blockId, element, sent) => void act(keep, state, { blockId, element, ...sent }),
    loadOptions: async (blockId, element, query) => {
      const actionId = element.action_id ?? '';
      return choicesIn(
        await seat.perform({ type: 'options', on: latest.current.on, blockId, actionId, query }),
      );
    },
  };
}

const keyOf = (blockId: string, element: Usable) => `${blockId} ${element.action_id ?? ''}`;

type Click = { blockId: string; element: Usable } & Parameters<BlockSurface['act']>[2];

async function act(keep: Keep, state: () => StateValues, click: Click): Promise<void> {
  const key = keyOf(click.blockId, click.element);
  const isButton = click.element.type === 'button';
  if (keep.busy.has(key) || (isButton && keep.busy.has('slip'))) return;
  const { confirm } = click.element;
  if (confirm && !(await keep.seat.confirm(confirm))) return;
  if (keep.busy.has(key)) return;
  keep.busy.add(key);
  if (isButton) keep.busy.add('slip');
  keep.redraw();
  const { on } = keep.latest.current;
  const { blockId, chosen, label } = click;
  const actionId = click.element.action_id ?? '';
  const sent = keep.seat.perform({ type: 'click', on, blockId, actionId, chosen, state: state() }, label);
  if (isButton) {
    await new Promise((resolve) => window.setTimeout(resolve, slip));
    keep.busy.delete('slip');
    keep.redraw();
  }
  await sent;
  keep.busy.delete(key);
  keep.redraw();
}

function choicesIn(reply: DoReply): Choice[] {
  if (!reply.ok) throw new Error(reply.notice ?? 'The app did not send any options.');
  return reply.optionGroups ? groupedChoices(reply.optionGroups) : choicesOf(reply.options ?? []);
}
