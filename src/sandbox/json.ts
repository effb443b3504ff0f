/** A parsed JSON object whose fields nobody has looked at yet. */
export type JsonObject = Record<string, unknown>;

export const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

export const asObject = (value: unknown): JsonObject => (isObject(value) ? value : {});

export const asString = (value: unknown): string | undefined =>
  typeof value === 'string' ? value : undefined;

export const asList = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);

export const asObjects = (value: unknown): JsonObject[] => asList(value).filter(isObject);

/** The value of a JSON text, or undefined when it is none. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** A deep copy; what leaves the engine must not share its objects. */
export const copy = <T>(value: T): T => structuredClone(value);

/** Ends a switch over a tagged union: the compiler reports a case that was forgotten. */
export function assertNever(value: never): never {
  throw new Error(`Unexpected value: ${JSON.stringify(value)}`);
}
