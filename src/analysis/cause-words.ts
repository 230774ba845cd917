/** Beyond this a cause tells groups apart no better, and masking costs. */
const MAX_CHARACTERS = 400

/*
 * Each pattern is linear: no nested repetition, and every repetition is bounded. The order matters: an ARN and a time hold
 * digits that the later patterns would take apart.
 */
const MASKS: readonly (readonly [mask: string, pattern: string])[] = [
  ['‹arn›', String.raw`\barn:aws[a-z-]{0,24}:[^\s"'<>{}[\]\\|^\x60,;()]{1,400}`],
  ['‹id›', String.raw`\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b`],
  ['‹time›', String.raw`\b\d{4}-\d\d-\d\d[t ]\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?(?:z|[+-]\d\d:?\d\d)?`],
  ['‹n›', String.raw`\b0x[0-9a-f]{1,16}\b`],
  ['‹id›', String.raw`\b(?=[0-9a-z]{0,63}\d)(?=[0-9a-z]{0,63}[a-z])[0-9a-z]{10,64}\b`],
  ['‹n›', String.raw`\d+(?:[.,]\d+)*`],
]
const CHANGING = new RegExp(MASKS.map(([, pattern]) => `(${pattern})`).join('|'), 'gi')

/** A word of a cause as it was written, and with ARNs, ids, times and numbers masked. */
export interface CauseWord {
  readonly said: string
  readonly masked: string
}

/** The words of a cause; what is masked is part of one word, the space within a time too. */
export function causeWords(cause: string): readonly CauseWord[] {
  const text = cause
    .slice(0, MAX_CHARACTERS)
    .replace(/\s{1,400}/g, ' ')
    .trim()
  if (text === '') return []
  const words: { said: string; masked: string }[] = [{ said: '', masked: '' }]
  const add = (said: string, masked: string): void => {
    const last = words.at(-1)
    if (last === undefined) return
    last.said += said
    last.masked += masked
  }
  const addPlain = (plain: string): void => {
    for (const [nth, part] of plain.split(' ').entries()) {
      if (nth > 0) words.push({ said: '', masked: '' })
      add(part, part)
    }
  }
  let after = 0
  for (const match of text.matchAll(CHANGING)) {
    addPlain(text.slice(after, match.index))
    const nth = match.slice(1).findIndex(group => group !== undefined)
    add(match[0], MASKS[nth]?.[0] ?? '')
    after = match.index + match[0].length
  }
  addPlain(text.slice(after))
  return words
}
