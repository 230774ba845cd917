import { parseArgs } from 'node:util'
import { FORMAT_NAMES, type FormatName, isFormatName } from '../export/formats/format-table.ts'
import { DEFAULT_PICTURE, type PictureLook } from '../export/picture/picture-look.ts'
import { isShareFormat, SHARE_FORMATS, type ShareFormat } from '../export/share/share-format.ts'
import type { RedactionRules } from '../redaction/rules.ts'
import { COMMANDS, type CommandName, isCommand, OPTIONS, SHELLS, type Shell } from './command-table.ts'
import { spanOf, wholeNumber } from './option-values.ts'
import { rulesOf } from './share-options.ts'
import { UsageError } from './usage-error.ts'

export const DEFAULT_PORT = 7360

/** What the command line asks for. */
export type Command =
  | { readonly kind: 'help'; readonly topic: string | undefined }
  | { readonly kind: 'version' }
  | StartCommand
  | OpenCommand
  | OutlineCommand
  | ExplainCommand
  | ExportCommand
  | CompareCommand
  | RunsCommand
  | { readonly kind: 'reset-token' }
  | { readonly kind: 'stop'; readonly port: number }
  | { readonly kind: 'completion'; readonly shell: Shell }

export interface StartCommand {
  readonly kind: 'start'
  readonly port: number
  readonly openBrowser: boolean
  readonly profile: string | undefined
  /** Whether the page may read logs, where a person switches that on. */
  readonly logs: boolean
}

export interface OpenCommand {
  readonly kind: 'open'
  /** Undefined: the first page. */
  readonly target: string | undefined
  readonly port: number
  readonly profile: string | undefined
  readonly logs: boolean
}

export interface OutlineCommand {
  readonly kind: 'outline'
  /** Files, ARNs and links. */
  readonly files: readonly string[]
  readonly json: boolean
  readonly failed: boolean
  readonly depth: number | undefined
  /** Also what an execution started. */
  readonly children: boolean
  /** Requests to AWS at most. */
  readonly requests: number
  readonly profile: string | undefined
}

export interface ExplainCommand extends StoryCommand {
  readonly kind: 'explain'
  readonly json: boolean
  readonly redact: boolean
}

/** Writes what is read into one file. */
export interface ExportCommand extends StoryCommand {
  readonly kind: 'export'
  /** Undefined: the one that opens here again. */
  readonly format: FormatName | ShareFormat | undefined
  /** How a picture is to look. */
  readonly picture: PictureLook
  /** What is taken out of a file to share. */
  readonly rules: RedactionRules
}

/** Holds an execution against an earlier one, or against those of its state machine that succeeded before it. */
export interface CompareCommand extends ReadingRules {
  readonly kind: 'compare'
  /** A file, an ARN or a link; or how many successes at most. */
  readonly before: string | { readonly last: number }
  readonly after: string
  readonly json: boolean
}

/** Lists the runs of a state machine. */
export interface RunsCommand {
  readonly kind: 'runs'
  /** Its ARN, that of a version or an alias, or a link to the console. */
  readonly machine: string
  /** Only those that started in so many ms before now; undefined: the newest page, of an Express machine the last hour. */
  readonly sinceMs: number | undefined
  /** Whether the log of an Express machine may be read. */
  readonly logs: boolean
  readonly json: boolean
  /** Requests to AWS at most. */
  readonly requests: number
  readonly profile: string | undefined
}

/** What commands have in common that read an execution and what it started. */
interface StoryCommand extends ReadingRules {
  /** An ARN, a link (in pieces where a shell has split it) or files. */
  readonly targets: readonly string[]
}

interface ReadingRules {
  readonly profile: string | undefined
  /** Requests to AWS at most. */
  readonly requests: number
  /** Children read of each Map Run that did not end well; `compare` reads so many pairs. */
  readonly children: number
  readonly allChildren: boolean
  readonly noChildren: boolean
}

/**
 * Reads the arguments behind the program's name.
 * @throws UsageError in words for the person at the terminal.
 */
export function parseCommandLine(args: readonly string[]): Command {
  const { values, positionals } = readArgs(args)
  const [first, ...rest] = positionals
  if (values.version) return { kind: 'version' }
  if (values.help || first === 'help') return { kind: 'help', topic: first === 'help' ? rest[0] : first }
  const kind = first ?? 'start'
  // An ARN or a link alone can only mean: open it.
  if (!isCommand(kind)) {
    if (/^\s*["'<]?(?:arn(?::|%3A)|https?:)/i.test(kind)) return openCommand([kind, ...rest], values)
    throw new UsageError(`There is no command "${kind}".`)
  }
  refuseForeign(kind, values)
  switch (kind) {
    case 'start':
      if (rest.length > 0) throw new UsageError('start takes no arguments.')
      return {
        ...{ kind, port: portOf(values), openBrowser: !values['no-open'], profile: values.profile },
        logs: values.logs ?? false,
      }
    case 'open':
      return openCommand(rest, values)
    case 'outline':
      return outlineCommand(rest, values)
    case 'explain':
      return { kind, ...storyOf(kind, rest, values), json: values.json ?? false, redact: values.redact ?? false }
    case 'export':
      return exportCommand(rest, values)
    case 'compare':
      return compareCommand(rest, values)
    case 'runs':
      return runsCommand(rest, values)
    case 'stop':
      return { kind, port: portOf(values) }
    case 'reset-token':
      return { kind }
    case 'completion':
      return { kind, shell: shellOf(rest) }
  }
}

type Values = ReturnType<typeof readArgs>['values']

function readArgs(args: readonly string[]) {
  try {
    return parseArgs({ args: wordsOf(args), options: OPTIONS, allowPositionals: true, strict: true })
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error))
  }
}

/** `explain --children 3` says how many; `outline --children` takes no number. */
function wordsOf(args: readonly string[]): string[] {
  const isOutline = args.find(word => !word.startsWith('-')) === 'outline'
  return args.map(word => (isOutline && word === '--children' ? `--children=${ALL}` : word))
}

const ALL = 'all'

function refuseForeign(kind: CommandName, values: Values): void {
  const foreign = Object.keys(values).find(name => !COMMANDS[kind].options.some(allowed => allowed === name))
  if (foreign) throw new UsageError(`${kind} does not know --${foreign}.`)
}

function openCommand(targets: readonly string[], values: Values): OpenCommand {
  refuseForeign('open', values)
  // Unquoted, a shell may have split a link; an ARN never holds a blank.
  const target = targets.length === 0 ? undefined : targets.join(' ')
  return { kind: 'open', target, port: portOf(values), profile: values.profile, logs: values.logs ?? false }
}

function outlineCommand(files: readonly string[], values: Values): OutlineCommand {
  if (files.length === 0)
    throw new UsageError('outline needs a history file, - for standard input, or an execution ARN.')
  if (values.json && (values.failed || values.depth !== undefined)) {
    throw new UsageError('--failed and --depth shorten the text; --json always gives every span.')
  }
  const depth = values.depth === undefined ? undefined : wholeNumber('--depth', values.depth, 0, 1_000)
  const { profile, children } = values
  if (children !== undefined && children !== ALL) throw new UsageError('outline --children takes no number.')
  return {
    ...{ kind: 'outline', files, json: values.json ?? false, failed: values.failed ?? false, depth, profile },
    ...{ children: values.children !== undefined, requests: requestsOf(values) },
  }
}

function exportCommand(targets: readonly string[], values: Values): ExportCommand {
  const format = formatOf(values)
  const rules = rulesOf(values, format !== undefined && isShareFormat(format))
  return { kind: 'export', ...storyOf('export', targets, values), format, picture: pictureOf(values), rules }
}

function compareCommand(targets: readonly string[], values: Values): CompareCommand {
  const { last, json = false } = values
  const rules = readingRulesOf(values)
  if (last !== undefined) {
    if (targets.length === 0) throw new UsageError("compare --last needs an execution: compare --last 20 '<ARN>'.")
    if (['children', 'all-children', 'no-children'].some(name => Object.hasOwn(values, name))) {
      throw new UsageError(
        '--last compares executions alone: it does not go with --children, --all-children, --no-children.',
      )
    }
    // Unquoted, a shell may have split a link; an ARN never holds a blank.
    const after = targets.join(' ')
    return { kind: 'compare', before: { last: wholeNumber('--last', last, 1, 99) }, after, json, ...rules }
  }
  const [before, after] = targets
  if (before === undefined || after === undefined || targets.length > 2) {
    throw new UsageError(
      "compare needs two executions, each a file, an ARN or a link: sfn-timeline compare '<A>' '<B>'; or one and --last 20.",
    )
  }
  return { kind: 'compare', before, after, json, ...rules }
}

function runsCommand(targets: readonly string[], values: Values): RunsCommand {
  if (targets.length === 0)
    throw new UsageError("runs needs a state machine, its ARN or a link: sfn-timeline runs '<ARN>' --since 7d.")
  const { profile, json = false, since } = values
  const sinceMs = since === undefined ? undefined : spanOf(since)
  // Unquoted, a shell may have split a link; an ARN never holds a blank.
  const { logs = false } = values
  return { kind: 'runs', machine: targets.join(' '), sinceMs, json, logs, requests: requestsOf(values), profile }
}

const DEFAULT_REQUESTS = 200
const DEFAULT_CHILDREN = 25

function storyOf(kind: 'explain' | 'export', targets: readonly string[], values: Values): StoryCommand {
  if (targets.length === 0)
    throw new UsageError(`${kind} needs an execution ARN, a link or a history file: sfn-timeline ${kind} '<ARN>'.`)
  return { targets, ...readingRulesOf(values) }
}

function readingRulesOf(values: Values): ReadingRules {
  const { children } = values
  const noChildren = values['no-children'] ?? false
  const allChildren = values['all-children'] ?? false
  if (noChildren && (allChildren || children !== undefined)) {
    throw new UsageError('--no-children reads the execution alone: it does not go with --children or --all-children.')
  }
  return {
    profile: values.profile,
    requests: requestsOf(values),
    children: children === undefined ? DEFAULT_CHILDREN : wholeNumber('--children', children, 0, 100_000),
    ...{ allChildren, noChildren },
  }
}

function formatOf({ format }: Values): ExportCommand['format'] {
  if (format === undefined || isFormatName(format) || isShareFormat(format)) return format
  const names = [...FORMAT_NAMES, ...Object.keys(SHARE_FORMATS)]
  throw new UsageError(`--format must be one of ${names.join(', ')}, not "${format}".`)
}

function pictureOf({ format, width, dark = false }: Values): PictureLook {
  if (format !== 'svg' && (dark || width !== undefined))
    throw new UsageError('--width and --dark go with --format svg.')
  const widthPx = width === undefined ? DEFAULT_PICTURE.widthPx : wholeNumber('--width', width, 320, 10_000)
  return { widthPx, dark }
}

function shellOf([name, ...more]: readonly string[]): Shell {
  const shell = SHELLS.find(candidate => candidate === name)
  if (shell !== undefined && more.length === 0) return shell
  throw new UsageError('completion needs the name of a shell: bash, zsh or fish.')
}

function requestsOf({ requests }: Values): number {
  return requests === undefined ? DEFAULT_REQUESTS : wholeNumber('--requests', requests, 1, 999_999)
}

function portOf(values: Values): number {
  return values.port === undefined ? DEFAULT_PORT : wholeNumber('--port', values.port, 1, 65_535)
}
