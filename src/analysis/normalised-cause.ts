/** Beyond this a cause tells groups apart no better, and masking costs. */
const MAX_CHARACTERS = 400

/*
 * Each pattern is linear: no nested repetition, and every repetition is bounded. The order matters: an ARN and a time hold
 * digits that the later patterns would take apart.
 */
const MASKS: readonly (readonly [pattern: RegExp, mask: string])[] = [
  [/\barn:aws[a-z-]{0,24}:[^\s"'<>{}[\]\\|^`,;()]{1,400}/g, '‹arn›'],
  [/\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b/gi, '‹id›'],
  [/\b\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?(?:Z|[+-]\d\d:?\d\d)?/g, '‹time›'],
  [/\b0x[0-9a-f]{1,16}\b/gi, '‹n›'],
  [/\b(?=[0-9a-z]{0,63}\d)(?=[0-9a-z]{0,63}[a-z])[0-9a-z]{10,64}\b/gi, '‹id›'],
  [/\d+(?:[.,]\d+)*/g, '‹n›'],
]

/** A cause with ARNs, ids, times and numbers masked, so that two failures of one kind read the same. */
export function normalisedCause(cause: string): string {
  const text = cause
    .slice(0, MAX_CHARACTERS)
    .replace(/\s{1,400}/g, ' ')
    .trim()
  return MASKS.reduce((masked, [pattern, mask]) => masked.replace(pattern, mask), text)
}
