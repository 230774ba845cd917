import { type NamePart, nameParts, splitParts } from './matched-letters.ts'

/** Up to so many characters a name is cut at its end, if at all. */
const LONGEST_WHOLE_NAME = 20
/** What stays of any name, however deep it stands. */
const LEAST_CHARACTERS = 12
/** What always stays of a longer one's end. */
const NAME_TAIL = 8
/** The dots of a name that is cut take as much room as these. */
const DOTS_CHARACTERS = 2

/** Twisty and icon before a name. */
export const BEFORE_NAME_PX = 34

/** Never more than there is beside twisty and icon: a name without room in its line would wrap out of sight. */
const LEAST_WIDTH = `min(${LEAST_CHARACTERS + DOTS_CHARACTERS}ch, 100% - ${BEFORE_NAME_PX}px)`

interface TreeNameProps {
  readonly name: string
  readonly strong: boolean
  /** What a query looks for, where the row is one of its matches. */
  readonly words: readonly string[] | undefined
}

/** A name that gives way in the middle: names of one machine often begin alike, and it is the ends that tell them apart. */
export function TreeName({ name, strong, words }: TreeNameProps) {
  const long = name.length > LONGEST_WHOLE_NAME
  const short = name.length <= LEAST_CHARACTERS + DOTS_CHARACTERS
  const classes = [
    'chart-name',
    ...(strong ? ['chart-name--strong'] : []),
    ...(long ? ['chart-name--long'] : []),
    ...(short ? ['chart-name--short'] : []),
  ]
  return (
    <span className={classes.join(' ')} title={name} style={short ? undefined : { minWidth: LEAST_WIDTH }}>
      <NameText name={name} words={words} cut={long ? name.length - NAME_TAIL : name.length} />
    </span>
  )
}

function NameText({ name, words, cut }: Pick<TreeNameProps, 'name' | 'words'> & { readonly cut: number }) {
  const parts = words === undefined ? [{ text: name, matched: false }] : nameParts(name, words)
  const [head, tail] = splitParts(parts, cut)
  if (tail.length === 0) return <Parts parts={head} />
  return (
    <>
      <span className="chart-name-head">
        <Parts parts={head} />
      </span>
      <span className="chart-name-tail">
        <Parts parts={tail} />
      </span>
    </>
  )
}

/** Stretches of a name, with what a query found in it marked. */
export function Parts({ parts }: { readonly parts: readonly NamePart[] }) {
  return parts.map(({ text, matched }, at) =>
    matched ? (
      // Parts of a name have no identity but their place
      <mark key={at} className="chart-name-match">
        {text}
      </mark>
    ) : (
      text
    ),
  )
}
