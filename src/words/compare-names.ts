/** For sorting: by the code of letters, the same in every language of the browser. */
export function compareNames(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
