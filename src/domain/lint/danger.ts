/** What a step could do that a first-level agent must never have a customer do. */
export type Danger =
  | 'wipe'
  | 'protection_off'
  | 'remote_code'
  | 'registry'
  | 'firmware'
  | 'hardware'
  | 'accounts'
  | 'infrastructure'
  | 'fraud';

export interface DangerRule {
  danger: Danger;
  pattern: RegExp;
}

/** A rule from the parts of its pattern. */
export const rule = (danger: Danger, ...parts: string[]): DangerRule => ({
  danger,
  pattern: new RegExp(parts.join(''), 'i'),
});
