/** Something of the configuration that does not work, found after the start; `variable` is what to look at. */
export interface Trouble {
  variable: 'OPENAI_API_KEY' | 'OPENAI_BASE_URL' | 'INTAKE_MODEL' | 'INTAKE_EMBEDDING_MODEL';
  problem: 'refused' | 'unknown_model' | 'not_an_endpoint' | 'unreachable' | 'unusable';
}
