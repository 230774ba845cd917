import { withPayloadsAsText } from './clean-details.ts'
import { parseCsv, tableIn } from './csv.ts'
import { hasPayload } from './event-fields.ts'
import { mayChange, parseExactJson } from './exact-json.ts'
import { type EventSink, findEvents } from './find-events.ts'
import { createExecutionGroups, type ExecutionGroup, inOrder } from './gather-executions.ts'
import { HistoryFormatError } from './history-format-error.ts'
import { incompletenessOf } from './incompleteness.ts'
import { tryParse } from './json-value.ts'
import { awsErrorFound, nothingFound, type TextFound, webPageFound } from './not-a-history.ts'
import type { HistoryFormat, ParsedExecution, ParsedHistory } from './parsed-history.ts'
import { withoutColours } from './plain-text.ts'
import { awsErrorIn, cutWords, skippedWords } from './reading-words.ts'
import { createResultCollector, type ResultPieces } from './results/collect-results.ts'
import { type SharedFile, sharedFileIn, sharedWords } from './shared-file.ts'
import { isExpressArn } from './states-arn.ts'
import { lineHeadOf } from './surroundings.ts'
import { eachTextValue, type Parse, type TextRest } from './text-values.ts'

/** Reads one text after another into executions: pages and log lines of one execution may lie in several files. */
export interface Reading {
  /** What is added from now on is of this file. */
  beginFile(name: string): void
  /**
   * Takes in what the text holds.
   * @returns how many events, or records of a Map Run's results, it held.
   * @throws HistoryFormatError for an event that makes no sense, and for what is no data at all.
   */
  addText(text: string): number
  /** Takes in a value that was read from something else than JSON. */
  addValue(value: unknown): number
  /** Says that the text breaks off behind what was added last. */
  cut(): void
  /** Says to the reader how it was read. */
  notice(words: string): void
  /** What the first file that was made to be shared says of itself; undefined where none was. */
  shared(): SharedFile | undefined
  /** What was found compressed inside, in base64; handed over once. */
  takePacked(): readonly string[]
  /** What was read since it was last asked of Map Runs and their children; undefined for nothing. */
  takeResults(): ResultPieces | undefined
  /** What was read since it was last asked, where no event was found in it, in words. */
  whyNothing(): HistoryFormatError
  /** The executions; none where there was no event at all. */
  finish(): ParsedHistory
}

export function createReading(): Reading {
  const groups = createExecutionGroups()
  const notices: string[] = []
  const definitions = new Set<string>()
  const definitionOf = new Map<string, string>()
  const results = createResultCollector()
  const localIds = new Map<string, number>()
  /** What held no events, for the error message. */
  let foreign: { values: unknown[]; texts: TextFound[] } = { values: [], texts: [] }
  let packed: string[] = []
  let otherLines = 0
  let shared: SharedFile | undefined
  let cutNotice: string | undefined
  let parsedPayload = false
  let syntax: HistoryFormat['syntax'] = 'json'

  const sink: EventSink = {
    add: (events, origin) => groups.add(events, origin),
    moreFollows: () => groups.moreFollows(),
    otherLine: () => otherLines++,
    definition: (text, arn) => (arn === undefined ? definitions.add(text) : definitionOf.set(arn, text)),
    cut: () => groups.cut(),
    parsedPayload: () => {
      parsedPayload = true
    },
    packed: base64 => packed.push(base64),
    notice: words => addOnce(notices, words),
    nextId: arn => {
      const id = (localIds.get(arn) ?? 0) + 1
      localIds.set(arn, id)
      return id
    },
  }

  function addValue(value: unknown, head?: string): number {
    const told = sharedFileIn(value)
    if (told !== undefined) {
      shared ??= told
      addOnce(notices, sharedWords(told))
    }
    const taken = results.take(value)
    // A forest's file holds the histories of executions beside its Map Runs; results are nothing else.
    if (taken > 0 && Array.isArray(value)) return taken
    const found = taken + findEvents(value, head === undefined ? undefined : lineHeadOf(head), sink)
    if (found === 0 && foreign.values.length < MOST_FOREIGN) foreign.values.push(value)
    return found
  }

  function addCsv(text: string, separator: string): number {
    syntax = 'csv'
    const { rows, cut } = parseCsv(text, separator)
    const found = addValue(rows)
    if (cut) noteCut(undefined)
    return found
  }

  function addJson(text: string): number {
    const before = groups.mark()
    const notedLines = otherLines
    parsedPayload = false
    const found = addJsonBy(text, tryParse)
    // Rare, and costly: numbers in a payload that a tool has parsed are lost by now.
    if (!parsedPayload || !mayChange(text)) return found
    groups.backTo(before)
    localIds.clear()
    otherLines = notedLines
    return addJsonBy(text, parseKeepingPayloads)
  }

  function addJsonBy(text: string, parse: Parse): number {
    let found = 0
    let values = 0
    let lines = 0
    let heads = false
    const rest = eachTextValue(
      text,
      ({ value, head }) => {
        values++
        heads ||= head.trim() !== ''
        const here = addValue(value, head)
        if (here === 0) lines++
        found += here
      },
      parse,
    )
    results.passedOver(rest.otherLines.count + (rest.cut ? 1 : 0))
    if (found === 0) foreign.texts.push({ text: text.slice(0, HEAD_LENGTH), rest })
    else noteRest({ rest, values, lines, heads })
    return found
  }

  /** What was passed over in a text that held events. */
  function noteRest({ rest, values, lines, heads }: PassedOver): void {
    const isLog = groups.groups.some(group => group.logged)
    // In a log a line that is cut is one more line that was left out.
    if (rest.cut && !(isLog && values > 1)) noteCut(cutWords(rest))
    else if (!isLog || values === 1 || awsErrorIn(rest.otherLines.last) !== undefined) {
      addOnce(notices, skippedWords(rest))
    }
    if (isLog) otherLines += rest.otherLines.count
    if (isLog) otherLines += lines
    if (isLog && heads) syntax = 'lines'
  }

  function noteCut(behind: string | undefined): void {
    groups.cut()
    cutNotice = behind
  }

  function whyNothing(): HistoryFormatError {
    const error = nothingFound({ ...foreign, otherLines, syntax })
    foreign = { values: [], texts: [] }
    return error
  }

  return {
    beginFile: name => groups.beginFile(name),
    addText(given) {
      const text = withoutColours(given.charCodeAt(0) === 0xfeff ? given.slice(1) : given)
      const head = text.slice(0, HEAD_LENGTH)
      if (head.trim() === '' && text.trim() === '') throw emptyText()
      refuseForeignText(head.trimStart())
      const table = tableIn(head)
      return table === undefined ? addJson(text) : addCsv(text.slice(table.start), table.separator)
    },
    addValue: value => addValue(value),
    cut: () => noteCut(undefined),
    notice: words => addOnce(notices, words),
    shared: () => shared,
    takePacked() {
      const taken = packed
      packed = []
      return taken
    },
    takeResults() {
      const taken = results.takeAll()
      if (taken !== undefined) foreign = { values: [], texts: [] }
      return taken
    },
    whyNothing,
    finish() {
      const filled = groups.groups.filter(group => group.events.length > 0)
      const [definition] = definitions.size === 1 ? definitions : []
      const ownOr = (arn: string | undefined) => definitionOf.get(arn ?? '') ?? definition
      const executions = filled.map(group =>
        executionOf({ group, otherLines, cutNotice, definition: ownOr(group.executionArn), notices }),
      )
      return { format: { syntax, origin: filled.some(group => group.logged) ? 'logs' : 'history' }, executions }
    },
  }
}

function parseKeepingPayloads(text: string): { readonly value: unknown } | undefined {
  try {
    return { value: withPayloadsAsText(parseExactJson(text)) }
  } catch {
    // No JSON, or deeper than the stack.
    return tryParse(text)
  }
}

/** What a text held besides events. */
interface PassedOver {
  readonly rest: TextRest
  readonly values: number
  /** Values without an event. */
  readonly lines: number
  /** Some values stood behind other text on their line. */
  readonly heads: boolean
}

const HEAD_LENGTH = 4096
const MOST_FOREIGN = 100

interface ExecutionParts {
  readonly group: ExecutionGroup
  readonly otherLines: number
  readonly cutNotice: string | undefined
  readonly definition: string | undefined
  readonly notices: readonly string[]
}

function executionOf({ group, otherLines, cutNotice, definition, notices }: ExecutionParts): ParsedExecution {
  const events = inOrder(group.events)
  const missing = incompletenessOf({ ...group, events })
  const reasons = [missing, group.cut ? cutNotice : undefined]
  // Other lines in a log are no lack where no event is missing.
  if (missing !== undefined && group.logged && otherLines > 0) {
    reasons.push(`${otherLines} other or cut log lines were left out`)
  }
  const partial = reasons.filter(reason => reason !== undefined && reason !== '').join('. ')
  const redriven = events.filter(event => event.type === 'ExecutionRedriven').length
  return {
    ...namesOf(group.executionArn),
    ...(group.fileName === undefined ? {} : { fileName: group.fileName }),
    events,
    redriveCount: Math.max(group.redriveCount, redriven),
    ...(partial === '' ? {} : { partial }),
    ...((group.cut || group.moreFollows) && { endsUntold: true }),
    notices,
    ...(definition === undefined ? {} : { definition }),
    hasPayloads: events.some(hasPayload),
  }
}

/** Recordings hold masked ARNs too (`arn:<partition>:…`), so only the parts between colons count here. */
function namesOf(
  arn: string | undefined,
): Pick<ParsedExecution, 'executionArn' | 'name' | 'stateMachineName' | 'express'> {
  if (arn === undefined) return { express: false }
  const [, , , , , , stateMachineName, name] = arn.split(':')
  return {
    executionArn: arn,
    ...(name === undefined ? {} : { name }),
    ...(stateMachineName === undefined ? {} : { stateMachineName }),
    express: isExpressArn(arn),
  }
}

function addOnce(list: string[], words: string | undefined): void {
  if (words !== undefined && !list.includes(words)) list.push(words)
}

function emptyText(): HistoryFormatError {
  return new HistoryFormatError('There is nothing in it: the file is empty.', 'nothing')
}

/** Texts whose kind is plain from their first lines, whatever JSON they may hold further on. */
function refuseForeignText(head: string): void {
  if (/^<(?:!doctype html|html|\?xml)/i.test(head)) throw webPageFound()
  const cliError = /^An error occurred \([^)]+\)[^\n]*/.exec(head)
  if (cliError !== null && !/[{[]\s*["{[]/.test(head)) throw awsErrorFound(cliError[0])
}
