/** In front of a history in a page that was made to be shared, and behind it: gzip in base64. */
export const SHARED_PAGE_START = '<script type="application/gzip" id="sfn-timeline-shared">'
export const SHARED_PAGE_END = '</script>'

/** It stands in the head of the page, before all that is long. */
const HEAD_BYTES = 16_384

/** The compressed history in a page that holds its viewer too; undefined for any other bytes. */
export function sharedPageIn(bytes: Uint8Array): Uint8Array | undefined {
  if (bytes[0] !== 0x3c) return undefined
  const head = new TextDecoder('latin1').decode(bytes.subarray(0, HEAD_BYTES))
  const at = head.indexOf(SHARED_PAGE_START)
  if (!/^<!doctype html>/i.test(head) || at < 0) return undefined
  const start = at + SHARED_PAGE_START.length
  const end = bytes.indexOf(0x3c, start)
  return end < 0 ? undefined : bytesOfBase64(new TextDecoder('latin1').decode(bytes.subarray(start, end)))
}

/** Undefined where it is no base64: cut, or changed on its way. */
export function bytesOfBase64(base64: string): Uint8Array<ArrayBuffer> | undefined {
  try {
    return Uint8Array.from(atob(base64), character => character.charCodeAt(0))
  } catch {
    return undefined
  }
}
