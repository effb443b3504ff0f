/** What was taken out; the first part of its placeholder. */
export type HiddenKind = 'SECRET' | 'EMAIL' | 'PHONE' | 'CARD' | 'ACCOUNT' | 'PERSON' | 'ADDRESS' | 'USER';

export interface Detector {
  kind: HiddenKind;
  /** With the flag `g`. */
  pattern: RegExp;
  /** The part of a match to take out, from its `start` in the match; null where it is none. The whole match if not given. */
  value?(match: RegExpExecArray): { start: number; text: string } | null;
}
