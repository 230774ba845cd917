import { formatCount } from '../../words/format-count.ts'

/** `1 request`, `20 requests`. */
export function requestCount(count: number): string {
  return `${formatCount(count)} ${count === 1 ? 'request' : 'requests'}`
}

/** `1 line`, `2,000 lines`. */
export function lineCount(count: number): string {
  return `${formatCount(count)} ${count === 1 ? 'line' : 'lines'}`
}
