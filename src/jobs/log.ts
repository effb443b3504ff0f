/** What is used of the logger: fields first, then a static message. Never tokens, never customers' text. */
export interface Log {
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
}
