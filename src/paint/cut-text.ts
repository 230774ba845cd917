const DOTS = '…'
/** What always stays of a name's end: names of one machine often begin alike, and it is the ends that tell them apart. */
const TAIL = 8

/** The text, or as much of its beginning as fits, with dots; empty where not even a letter does. */
export function cutAtEnd(text: string, fits: (text: string) => boolean): string {
  return cut(text, { tail: 0, fits })
}

/** The same, cut before its last letters. */
export function cutInMiddle(text: string, fits: (text: string) => boolean): string {
  const chars = Array.from(text)
  const middle = chars.length > 2 * TAIL ? cut(text, { tail: TAIL, fits }) : ''
  return middle === '' ? cutAtEnd(text, fits) : middle
}

/** By whole characters: half of a pair is none. */
function cut(text: string, { tail, fits }: { tail: number; fits: (text: string) => boolean }): string {
  if (fits(text)) return text
  const chars = Array.from(text)
  const end = tail === 0 ? '' : chars.slice(-tail).join('')
  let [least, most] = [0, chars.length - tail]
  while (least < most) {
    const middle = (least + most + 1) >> 1
    if (fits(chars.slice(0, middle).join('') + DOTS + end)) least = middle
    else most = middle - 1
  }
  return least === 0 ? '' : chars.slice(0, least).join('') + DOTS + end
}
