import type { Suggestion } from '../../domain/match.js';
import { type Mrkdwn, mrkdwnLine } from './text.js';

/** Why a flow came up, in one line that an agent can judge. */
export const matchWhy = (flow: Pick<Suggestion, 'why'>): Mrkdwn => mrkdwnLine(flow.why, 240);
