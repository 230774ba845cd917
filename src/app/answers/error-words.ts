/** An error's name, or that there is none: a Fail state may fail without naming one. */
export function errorWords(error: string | undefined): string {
  return error ?? 'no error named'
}
