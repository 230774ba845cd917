import type { EventId, Millis } from '../../history/events.ts'
import { CopyButton } from '../../kit/copy-button.tsx'
import { Icon } from '../../kit/icons.tsx'
import type { ExecutionTree } from '../../model/execution-tree.ts'
import type { SpanKey } from '../../model/span.ts'
import { formatDuration } from '../../words/format-duration.ts'
import { placeOfKey, shortenPath } from '../../words/places.ts'
import { useWaitingIn } from '../analyses/use-waiting.ts'
import { DOING_WORDS } from '../answers/doing-words.ts'
import { type BannerStory, bannerSentence } from './banner-story.ts'
import type { VerdictWords } from './verdict-words.ts'

interface FailureLineProps {
  readonly story: BannerStory
  /** The way to it is being read. */
  readonly reading: boolean
  readonly onShow: (eventId: EventId) => void
  /** The story as lines for somebody elsewhere. */
  readonly chat: () => string
}

/** The way in leaves room for the error, which tells more: longer ones are shortened… */
const MOST_OF_PATH = 72
/** …and have a line of their own. */
const LONGEST_BESIDE_ERROR = 56

/** The deepest cause in one line, and the way there. */
export function FailureLine({ story, reading, onShow, chat }: FailureLineProps) {
  const what = shortenPath(story.what, MOST_OF_PATH)
  const isSplit = what.length > LONGEST_BESIDE_ERROR
  return (
    <div role="alert" className="sfn-verdict">
      <Icon name="alert" />
      <div
        className={isSplit ? 'sfn-verdict-words sfn-verdict-split' : 'sfn-verdict-words'}
        title={[bannerSentence(story), story.firstLine ?? []].flat().join(' — ')}
      >
        <b>
          {what}
          {story.error !== undefined && ': '}
        </b>
        <span>
          <span className="sfn-verdict-error">{story.error}</span>
          {story.firstLine !== undefined && ` — ${story.firstLine}`}
          {story.attempt !== undefined && ` (${story.attempt})`}
        </span>
      </div>
      <button type="button" className="sfn-action" disabled={reading} onClick={() => onShow(story.eventId)}>
        {reading ? 'Reading…' : 'Show'}
      </button>
      <CopyButton label="" ariaLabel="Copy for chat" text={chat} className="sfn-copy-chat" />
    </div>
  )
}

interface RunningLineProps {
  readonly tree: ExecutionTree
  readonly now: Millis
  readonly onShow: (key: SpanKey) => void
}

/** What a running execution has been waiting for longest, in one line. */
export function RunningLine({ tree, now, onShow }: RunningLineProps) {
  const waiting = useWaitingIn(tree, now)
  if (waiting === undefined) return <PlainLine icon="clock" words="Running." />
  const [oldest] = waiting.open
  if (oldest === undefined) return <PlainLine icon="clock" words="Running; it is in no state at this moment." />
  const place = placeOfKey(tree, oldest.visitKey) || oldest.name
  const doing = `: ${DOING_WORDS[oldest.doing]} for ${formatDuration(oldest.ageMs)}${timeoutWords(oldest.timeoutLeftMs)}`
  return (
    <section className="sfn-verdict" aria-label="Waiting for">
      <Icon name="clock" />
      <div className="sfn-verdict-words" title={place + doing}>
        <b>{place}</b>
        {doing}
      </div>
      <button type="button" className="sfn-action" onClick={() => onShow(oldest.key)}>
        Show
      </button>
    </section>
  )
}

function timeoutWords(leftMs: Millis | undefined): string {
  if (leftMs === undefined) return ''
  return leftMs <= 0 ? ', its timeout is over' : `, times out in ${formatDuration(leftMs)}`
}

/** A run that ended well: what took its time, and what decided its end. */
export function SuccessLine({
  words,
  onShow,
}: {
  readonly words: VerdictWords
  readonly onShow: (key: SpanKey) => void
}) {
  const { share, decided, key } = words
  const partial = words.partial ? ' (of what is here)' : ''
  const then = decided === undefined ? '' : `${share === undefined ? '' : '; '}${decided}`
  if (share === undefined && decided === undefined) return <PlainLine icon="check" words="It took no time." />
  return (
    <section className="sfn-verdict" aria-label="Verdict">
      <Icon name="check" />
      <div className="sfn-verdict-words" title={`${share ?? ''}${then}${partial}`}>
        <b>{share}</b>
        {then}
        {partial}
      </div>
      {key !== undefined && (
        <button type="button" className="sfn-action" onClick={() => onShow(key)}>
          Show
        </button>
      )}
    </section>
  )
}

interface PlainLineProps {
  readonly icon: 'clock' | 'check' | 'info'
  readonly words: string
}

/** What there is to say where nothing leads anywhere: what is not known yet is said to be so. */
export function PlainLine({ icon, words }: PlainLineProps) {
  return (
    <section className="sfn-verdict" aria-label="Verdict">
      <Icon name={icon} />
      <div className="sfn-verdict-words sfn-muted" title={words}>
        {words}
      </div>
    </section>
  )
}
