/** `line 3, column 17`, both from 1. */
export function placeIn(text: string, at: number): string {
  let line = 1
  let lineStart = 0
  for (let next = text.indexOf('\n'); next !== -1 && next < at; next = text.indexOf('\n', next + 1)) {
    line++
    lineStart = next + 1
  }
  return `line ${line}, column ${at - lineStart + 1}`
}
