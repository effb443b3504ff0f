import type { ModalView } from '@slack/types';
import type { Caller, UseCases } from '../../usecases/index.js';
import type { ReplyTo } from '../blocks/session-modals.js';
import { wrongFlowModal } from '../blocks/wrong-flow-modal.js';

/** The modal that leaves a flow, with every way on. */
export async function wrongFlowModalFor(
  useCases: UseCases,
  caller: Caller,
  place: ReplyTo & { sessionId: string; position: number },
): Promise<ModalView> {
  const ways = await useCases.readWaysOn(caller, { sessionId: place.sessionId });
  return wrongFlowModal({ ...place, ...ways });
}
