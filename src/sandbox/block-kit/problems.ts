import type { z } from 'zod';

/** What is wrong with a payload and where, as a JSON pointer from the argument's name on. */
export type Problem = { pointer: string; text: string };

/** As Slack words it in `response_metadata.messages`. */
export const slackMessage = (problem: Problem): string => `[ERROR] ${described(problem)}`;

/** As Slack words it in `errors`. */
export const described = ({ text, pointer }: Problem): string => `${text} [json-pointer:${pointer}]`;

type Issue = z.core.$ZodIssue;

/** Zod's issues in Slack's words. */
export function toProblems(issues: Issue[], root: string): Problem[] {
  return issues.map((issue) => {
    const path = issue.path.map(String);
    const isMissing = issue.code === 'invalid_type' && issue.input === undefined;
    const at = isMissing ? path.slice(0, -1) : path;
    const text = isMissing ? `missing required field: ${path.at(-1) ?? ''}` : wording(issue);
    return { pointer: [root, ...at].join('/'), text };
  });
}

function wording(issue: Issue): string {
  switch (issue.code) {
    case 'too_big':
      return issue.origin === 'string'
        ? `must be less than ${Number(issue.maximum) + 1} characters`
        : tooBig(issue.origin, issue.maximum);
    case 'too_small':
      return issue.origin === 'string'
        ? `must be more than ${Number(issue.minimum) - 1} characters`
        : tooSmall(issue.origin, issue.minimum);
    case 'unrecognized_keys':
      return `invalid additional property: ${issue.keys.join(', ')}`;
    case 'invalid_union':
      return 'unsupported type';
    case 'invalid_value':
      return `must be one of: ${issue.values.map(String).join(', ')}`;
    case 'invalid_type':
      return `must provide a ${issue.expected}`;
    default:
      return issue.message;
  }
}

const tooBig = (origin: string, maximum: number | bigint): string =>
  origin === 'array' ? `no more than ${maximum} items allowed` : `must be at most ${maximum}`;

const tooSmall = (origin: string, minimum: number | bigint): string =>
  origin === 'array' ? `must have at least ${minimum} items` : `must be at least ${minimum}`;
