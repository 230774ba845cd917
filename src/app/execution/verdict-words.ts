import type { TimeKind } from '../../analysis/time-split.ts'
import type { Decided, ToldShare } from '../../analysis/verdict.ts'
import type { ExecutionTree } from '../../model/execution-tree.ts'
import type { SpanKey } from '../../model/span.ts'
import { formatCount } from '../../words/format-count.ts'
import { formatDuration } from '../../words/format-duration.ts'
import { spanName } from '../../words/span-names.ts'
import type { RunFacts } from '../analyses/run-facts.ts'
import { shareWords } from '../answers/share-words.ts'

/** A run that nothing went wrong with, in a line. */
export interface VerdictWords {
  /** `48 % waiting for callbacks`; undefined where the run took no time. */
  readonly share: string | undefined
  /** `#157 was last: AwaitApproval 41.4 s`; undefined where it went through no state. */
  readonly decided: string | undefined
  /** Events are missing: this is told of what is here. */
  readonly partial: boolean
  /** What *Show* leads to. */
  readonly key: SpanKey | undefined
}

const KIND_WORDS: Readonly<Record<TimeKind, string>> = {
  running: 'running',
  callback: 'waiting for callbacks',
  wait: 'in Wait states',
  queued: 'queued',
  backoff: 'in backoff before retries',
  idle: 'idle before a redrive',
  overhead: 'between states',
}

/** The same in a word, for a tab. */
const KIND_WORD: Readonly<Record<TimeKind, string>> = {
  running: 'running',
  callback: 'waiting',
  wait: 'in Wait',
  queued: 'queued',
  backoff: 'backoff',
  idle: 'idle',
  overhead: 'between',
}

/** What a run came to, in words. */
export function verdictWords({ tree, share, decided, split }: RunFacts): VerdictWords {
  return {
    share: share && `${shareWords(share.share)} ${KIND_WORDS[share.kind]}`,
    decided: decided && decidedWords(tree, decided),
    partial: !split.complete,
    key: decided && keyOf(decided),
  }
}

/** `48 % waiting`. */
export function shareFigure(share: ToldShare | undefined): string {
  return share === undefined ? '' : `${shareWords(share.share)} ${KIND_WORD[share.kind]}`
}

function decidedWords(tree: ExecutionTree, decided: Decided): string {
  if (decided.kind === 'longest') {
    const { name, visits, ms } = decided
    return `${name} took longest: ${visits > 1 ? `${formatCount(visits)} visits, ` : ''}${formatDuration(ms)}`
  }
  const { item, longest, kind } = decided
  const name = spanName(tree, item)
  const who = item.kind === 'parallelBranch' ? `branch ${name}` : name
  const how = kind === 'failed' ? 'failed and ended it' : item.outcome === 'running' ? 'has run longest' : 'was last'
  return `${who} ${how}${longest === undefined ? '' : `: ${longest.name} ${formatDuration(longest.ms)}`}`
}

function keyOf(decided: Decided): SpanKey {
  return decided.kind === 'longest' ? decided.key : (decided.longest?.key ?? decided.item.key)
}
