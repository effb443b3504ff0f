/** A figure that a command must reach, as its last line and the README show it. */
export interface Bar {
  name: string;
  value: number;
  unit: string;
  /** In words that are still exact: ">= 80", "= 100". */
  goal: string;
  ok: boolean;
}

/** A figure that is reported and held to nothing. */
export type Figure = Pick<Bar, 'name' | 'value' | 'unit'>;

export type Goal = { atLeast: number } | { atMost: number } | { exactly: number };

/** The unrounded value is held to the goal: 99.96 % is shown as 100 and still falls short of it. */
export function bar({ name, value, unit }: Figure, goal: Goal): Bar {
  const shown = { name, value: rounded(value), unit };
  if ('atLeast' in goal) return { ...shown, goal: `>= ${goal.atLeast}`, ok: value >= goal.atLeast };
  if ('atMost' in goal) return { ...shown, goal: `<= ${goal.atMost}`, ok: value <= goal.atMost };
  return { ...shown, goal: `= ${goal.exactly}`, ok: value === goal.exactly };
}

export const figure = (name: string, value: number, unit: string): Figure => ({
  name,
  value: rounded(value),
  unit,
});

/** `part` of `whole` in percent; null of nothing. */
export const percent = (part: number, whole: number): number | null =>
  whole === 0 ? null : (100 * part) / whole;

/** The value below which `share` (0 to 1) of the values lie, by nearest rank; null without values. */
export function quantile(values: readonly number[], share: number): number | null {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? null;
}

const rounded = (value: number): number => Math.round(value * 10) / 10;
