import { type Bar, bar, type Figure, figure, percent, quantile } from '../shared/bars.js';
import type { Reached, WalkedDialog } from './walk-dialog.js';

/** The bars and figures of all that was walked. A bar without a dialog that counts for it is left out. */
export function tally(
  walked: readonly WalkedDialog[],
  clickMs: readonly number[],
): { bars: Bar[]; figures: Figure[] } {
  const replays = walked.flatMap(({ replay }) => (replay ? [replay] : []));
  const replayed = replays.filter(({ ok }) => ok).length;
  const count = (...kinds: Reached[]) => walked.filter(({ reached }) => kinds.includes(reached)).length;
  const share = percent(replayed, replays.length);
  const reached = percent(count('matched', 'first'), walked.length);
  const [p50, p95] = [quantile(clickMs, 0.5), quantile(clickMs, 0.95)];
  return {
    bars: [
      ...(share === null ? [] : [bar({ name: 'walks-replayed', value: share, unit: '%' }, { exactly: 100 })]),
      ...(reached === null
        ? []
        : [bar({ name: 'first-or-matched', value: reached, unit: '%' }, { atLeast: 80 })]),
    ],
    figures: [
      figure('dialogs', walked.length, 'dialogs'),
      figure('replayable', replays.length, 'dialogs'),
      figure('replayed', replayed, 'dialogs'),
      figure('matched-right', count('matched'), 'dialogs'),
      figure('matched-wrong', count('matched_wrong'), 'dialogs'),
      figure('suggested-first', count('first'), 'dialogs'),
      figure('in-suggestions', count('first', 'suggested'), 'dialogs'),
      figure('missed', count('missed'), 'dialogs'),
      figure('clicks', clickMs.length, 'clicks'),
      ...(p50 === null ? [] : [figure('click-to-next-p50', p50, 'ms')]),
      ...(p95 === null ? [] : [figure('click-to-next-p95', p95, 'ms')]),
    ],
  };
}
