/**
 * Slack's limits on what a message or view holds (docs.slack.dev, Block Kit; @slack/types 3.2), in characters or
 * items. Slack refuses the whole message over any of them.
 */
export const limits = {
  messageBlocks: 50,
  viewBlocks: 100,
  /** Undocumented: `msg_blocks_too_long` was seen from 11,341 characters of all blocks together. We stay well below. */
  messageCharacters: 8_000,
  sectionText: 3_000,
  headerText: 150,
  contextText: 2_000,
  buttonText: 75,
  /** What a client shows of a button before it cuts. */
  buttonTextShown: 30,
  optionText: 75,
  options: 100,
  optionGroups: 100,
  inputText: 3_000,
  viewTitle: 24,
  viewButton: 24,
  placeholder: 150,
  /** Top-level `text`; Slack cuts at 40,000 and asks for 4,000. */
  fallbackText: 3_000,
} as const;
