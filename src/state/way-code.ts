import type { Step, Way } from '../forest/way.ts'

/*
 * A way down in a link: `1k*item-4~2a` is the child `item-4` of the Map Run whose span has the key 1k (base 36), and in it the
 * execution that the span 2a started. Where the span is not known, the ARN of what it started stands for it. Names and ARNs hold neither `*` nor `~` (AWS API reference, StartExecution), and an
 * address holds both as they are.
 */

const KEY = /^[0-9a-z]{1,8}$/

/** What would end a name too early; `%` because it begins what stands in its place. */
const RESERVED = /[%~*]/g

export function encodeWay(way: Way): string {
  return way.map(encodeStep).join('~')
}

/** The inverse of `encodeWay`; undefined for what leads nowhere. */
export function decodeWay(code: string): Way | undefined {
  const steps = code.split('~').map(decodeStep)
  const way = steps.filter(step => step !== undefined)
  return way.length === steps.length ? way : undefined
}

function encodeStep({ at, name }: Step): string {
  const key = typeof at === 'number' ? at.toString(36) : at.replaceAll(RESERVED, escaped)
  return name === undefined ? key : `${key}*${name.replaceAll(RESERVED, escaped)}`
}

function decodeStep(code: string): Step | undefined {
  const star = code.indexOf('*')
  const key = star < 0 ? code : code.slice(0, star)
  const at = decodeAt(key)
  if (at === undefined) return undefined
  if (star < 0) return { at }
  const name = unescaped(code.slice(star + 1))
  return name === undefined || name === '' ? undefined : { at, name }
}

function decodeAt(key: string): Step['at'] | undefined {
  if (KEY.test(key)) return Number.parseInt(key, 36)
  return key.startsWith('arn:') ? unescaped(key) : undefined
}

function escaped(sign: string): string {
  return `%${sign.charCodeAt(0).toString(16).toUpperCase()}`
}

function unescaped(text: string): string | undefined {
  try {
    return decodeURIComponent(text)
  } catch {
    return undefined
  }
}
