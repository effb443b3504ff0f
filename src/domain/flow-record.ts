/** What became of the newest walks on a flow. */
export interface FlowRecord {
  /** How many ended: solved, escalated, or left as the wrong flow. */
  walks: number;
  solved: number;
  /** Solved ones whose problem was worded like the one at hand. */
  alike: number;
}

/** Fewer walks than this say nothing about a flow. */
const fewestWalks = 10;

/** How often a flow solves what is walked on it, "8 of 10"; null where too few have walked it to say. */
export const solvedRate = ({ walks, solved }: FlowRecord): { solved: number; walks: number } | null =>
  walks < fewestWalks ? null : { solved, walks };
