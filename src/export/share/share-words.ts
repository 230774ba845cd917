import type { PayloadMode, PseudonymKind } from '../../redaction/rules.ts'
import type { Told } from '../../redaction/told.ts'
import { formatCount } from '../../words/format-count.ts'

const MODES: Readonly<Record<Exclude<PayloadMode, 'keep'>, string>> = {
  shapes: 'as types and sizes',
  drop: 'left out',
}

const PSEUDONYM_WORDS: Readonly<Record<PseudonymKind, string>> = {
  accounts: 'account ids',
  requests: 'request and trace ids',
  names: 'names of state machines, executions, states and resources',
}

/** What was taken out, a few words each, without any of it: what a file to share says of itself. */
export function takenWords(told: Told, part: string | undefined): readonly string[] {
  const { payloads, causes, masked, leftOut, pseudonyms } = told
  const words: string[] = part === undefined ? [] : [part]
  for (const mode of ['shapes', 'drop'] as const) {
    if (payloads[mode] > 0) words.push(`inputs and outputs: ${formatCount(payloads[mode])} ${MODES[mode]}`)
    if (causes[mode] > 0) words.push(`causes: ${formatCount(causes[mode])} ${MODES[mode]}`)
  }
  let byRules = 0
  for (const [what, count] of masked) {
    if (what.startsWith('rule ') || what === 'by a rule') byRules += count
    else words.push(`${what}: ${formatCount(count)} masked`)
  }
  const gone = [...leftOut.values()].reduce((sum, count) => sum + count, 0)
  if (byRules > 0) words.push(`by rules: ${formatCount(byRules)} masked`)
  if (gone > 0) words.push(`by rules: ${formatCount(gone)} left out`)
  for (const [kind, count] of pseudonyms) words.push(`${PSEUDONYM_WORDS[kind]}: ${formatCount(count)} replaced`)
  return words
}
