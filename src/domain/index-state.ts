/** How far an account's texts are found by meaning, while an embedder has not seen them all. */
export interface IndexState {
  embedded: number;
  total: number;
  /** By what problems are matched until then. */
  meanwhile: 'former_embedder' | 'words';
}
