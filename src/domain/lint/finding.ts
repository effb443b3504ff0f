/** The rules of the lint, by what they are about. */
export type LintRule =
  | 'repeated'
  | 'answers'
  | 'ends'
  | 'order'
  | 'one_change'
  | 'dangerous'
  | 'secret'
  | 'invented'
  | 'unsafe_text'
  | 'readable';

/** Something wrong with a node. An `error` keeps it from being shown; the message is for who writes it anew. */
export interface LintFinding {
  rule: LintRule;
  level: 'error' | 'warning';
  message: string;
}

/** A finding that keeps a node from being shown. */
export const error = (rule: LintRule, message: string): LintFinding => ({ rule, level: 'error', message });
/** A finding that does not. */
export const warning = (rule: LintRule, message: string): LintFinding => ({
  rule,
  level: 'warning',
  message,
});
