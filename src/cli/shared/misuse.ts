/** What node:util's parseArgs refuses, in a sentence; null for what it has not thrown. */
export function misuse(error: unknown): string | null {
  if (!(error instanceof Error) || !('code' in error)) return null;
  // Its own text goes on with advice in quotation marks of several kinds; only what was typed is taken from it.
  const typed = /'(--?[\w-]+|[^']*)/.exec(error.message)?.[1] ?? '';
  switch (error.code) {
    case 'ERR_PARSE_ARGS_UNKNOWN_OPTION':
      return `There is no option ${typed}.`;
    case 'ERR_PARSE_ARGS_INVALID_OPTION_VALUE':
      return error.message.includes('does not take') ? `${typed} takes no value.` : `${typed} needs a value.`;
    case 'ERR_PARSE_ARGS_UNEXPECTED_POSITIONAL':
      return `This command takes no "${typed}".`;
    default:
      return null;
  }
}
