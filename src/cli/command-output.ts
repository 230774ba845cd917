/** Where the lines of a command go. */
export interface CommandOutput {
  /** Standard output. Resolves when there is room for more. */
  write(text: string | Uint8Array): Promise<void>
  /** A line on standard error. */
  complain(line: string): void
}
