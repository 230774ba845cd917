import { spanKey } from '../model/keys.ts'
import type { SpanKey } from '../model/span.ts'

/** A member's number in its forest: dense, in order of arrival; 0 is what the link names. */
export type MemberId = number

/** A span of any member: `member × 2²⁵ + SpanKey`. A number, so that typed arrays hold it. */
export type GlobalKey = number

/** SpanKeys stay far below: an execution has at most 25,000 events, and a key is twice an event id. */
const KEYS_OF_A_MEMBER = 2 ** 25

const ROOT_KEY = spanKey(1)

export function globalKey(member: MemberId, key: SpanKey): GlobalKey {
  return member * KEYS_OF_A_MEMBER + key
}

export function memberIdOf(key: GlobalKey): MemberId {
  return Math.floor(key / KEYS_OF_A_MEMBER)
}

export function spanKeyOf(key: GlobalKey): SpanKey {
  return key % KEYS_OF_A_MEMBER
}

/** The key of a member as a whole, whether its history is read or not. */
export function rootKeyOf(member: MemberId): GlobalKey {
  return globalKey(member, ROOT_KEY)
}
