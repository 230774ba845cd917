/** Text as a part of a link. `encodeURIComponent` throws on half a surrogate pair, which a query box can hold. */
export function encodeText(text: string): string {
  return encodeURIComponent(text.replace(/\p{Surrogate}/gu, '\uFFFD'))
}

/** The inverse; undefined for what cannot be decoded. */
export function decodeText(text: string): string | undefined {
  try {
    return decodeURIComponent(text)
  } catch {
    return undefined
  }
}
