import type { JsonObject } from './json.js';

/** Slack says no: `code` is Slack's own error code, `data` goes beside it in the answer. */
export class Refusal extends Error {
  readonly code: string;
  readonly data: JsonObject;

  constructor(code: string, data: JsonObject = {}) {
    super(code);
    this.name = 'Refusal';
    this.code = code;
    this.data = data;
  }
}

/** A refusal as Slack words it in `response_metadata`. */
export const refusalWithMessages = (code: string, messages: string[], data: JsonObject = {}): Refusal =>
  new Refusal(code, { ...data, response_metadata: { messages } });
