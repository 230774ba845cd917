import type { SpanKey } from '../model/span.ts'
import { decodeWay } from './way-code.ts'

/*
 * Pinned rows of executions below, in a link: `1k*item-4~~2a**…`, for each the way there and its key in that execution (base 36).
 */

/** A pinned row of an execution below. */
export interface PinBelow {
  /** The way there, as a link holds it. */
  readonly way: string
  readonly key: SpanKey
}

const BETWEEN_PINS = '**'
const BEFORE_KEY = '~~'
const KEY = /^[0-9a-z]{1,8}$/

export function encodePins(pins: readonly PinBelow[]): string {
  return pins.map(({ way, key }) => `${way}${BEFORE_KEY}${key.toString(36)}`).join(BETWEEN_PINS)
}

/** The inverse of `encodePins`; undefined where any of them leads nowhere, or there are more than `most`. */
export function decodePins(code: string, most: number): readonly PinBelow[] | undefined {
  const parts = code.split(BETWEEN_PINS)
  const pins = parts.map(decodePin).filter(pin => pin !== undefined)
  return parts.length > most || pins.length < parts.length ? undefined : pins
}

function decodePin(code: string): PinBelow | undefined {
  const [way = '', key = '', more] = code.split(BEFORE_KEY)
  if (more !== undefined || !KEY.test(key) || decodeWay(way) === undefined) return undefined
  return { way, key: Number.parseInt(key, 36) }
}
