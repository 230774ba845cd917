/**
 * The one table of commands and options: what is read, what `--help` shows as examples and what a shell completes all come from it.
 */

/** As `parseArgs` takes them. */
export const OPTIONS = {
  help: { type: 'boolean', short: 'h' },
  version: { type: 'boolean', short: 'v' },
  port: { type: 'string', short: 'p' },
  profile: { type: 'string' },
  'no-open': { type: 'boolean' },
  json: { type: 'boolean' },
  failed: { type: 'boolean' },
  depth: { type: 'string' },
  requests: { type: 'string' },
  children: { type: 'string' },
  'all-children': { type: 'boolean' },
  'no-children': { type: 'boolean' },
  redact: { type: 'boolean' },
  since: { type: 'string' },
  last: { type: 'string' },
  format: { type: 'string' },
  width: { type: 'string' },
  dark: { type: 'boolean' },
  payloads: { type: 'string' },
  mask: { type: 'string' },
  'leave-out': { type: 'string' },
  pseudonyms: { type: 'boolean' },
  'keep-causes': { type: 'boolean' },
  'keep-secrets': { type: 'boolean' },
  logs: { type: 'boolean' },
} as const

export type OptionName = keyof typeof OPTIONS

/** What a shell says beside an option that it offers. */
export const OPTION_WORDS: Readonly<Record<OptionName, string>> = {
  help: 'how it is used',
  version: 'the version',
  port: 'port of the gateway',
  profile: 'AWS profile',
  'no-open': 'do not start a browser',
  json: 'one JSON document',
  failed: 'only what failed',
  depth: 'levels below the execution',
  requests: 'requests to AWS at most',
  children: 'children of a Map Run',
  'all-children': 'read everything that was started',
  'no-children': 'read the execution alone',
  redact: 'without payloads, causes and account ids',
  since: 'started within, such as 7d',
  last: 'against so many successes before it',
  width: 'of a picture, in pixels',
  dark: 'a dark picture',
  logs: 'let CloudWatch Logs be read',
  format: 'for another tool, or to share',
  payloads: 'keep, shapes or drop',
  mask: 'JSONPaths whose values are masked',
  'leave-out': 'JSONPaths whose values are left out',
  pseudonyms: 'for accounts, requests and names',
  'keep-causes': 'causes stay where payloads do not',
  'keep-secrets': 'mask nothing',
}

/** Shells that `completion` writes for. */
export const SHELLS = ['bash', 'zsh', 'fish'] as const
export type Shell = (typeof SHELLS)[number]

export interface CommandEntry {
  /** In a few words, no full stop. */
  readonly words: string
  readonly options: readonly OptionName[]
  /** What may follow besides options. */
  readonly takes: 'nothing' | 'files' | readonly string[]
  /** Whole command lines, as typed into a POSIX shell, each with what it does. */
  readonly examples: readonly (readonly [line: string, does: string])[]
}

export type CommandName =
  | 'start'
  | 'open'
  | 'outline'
  | 'explain'
  | 'export'
  | 'compare'
  | 'runs'
  | 'reset-token'
  | 'stop'
  | 'completion'

const ARN = "'arn:aws:states:eu-west-1:123456789012:execution:Orders:4711'"
const MACHINE = "'arn:aws:states:eu-west-1:123456789012:stateMachine:Orders'"

export const COMMANDS: Readonly<Record<CommandName, CommandEntry>> = {
  start: {
    words: 'serve the page and open it',
    options: ['port', 'profile', 'no-open', 'logs'],
    takes: 'nothing',
    examples: [['sfn-timeline start --no-open --port 8000', 'on a jump host, behind ssh -L 8000:127.0.0.1:8000']],
  },
  open: {
    words: 'open an execution, or the first page',
    options: ['port', 'profile', 'logs'],
    takes: 'nothing',
    examples: [[`sfn-timeline open ${ARN} --profile prod`, 'with the credentials of a profile']],
  },
  outline: {
    words: 'print the spans of histories',
    options: ['json', 'failed', 'depth', 'children', 'requests', 'profile'],
    takes: 'files',
    examples: [
      ['sfn-timeline outline history.json --failed', 'only what failed, and what it lies in'],
      ['aws stepfunctions get-execution-history --execution-arn ARN | sfn-timeline outline -', 'from a pipe'],
    ],
  },
  explain: {
    words: 'tell what failed and why',
    options: ['json', 'profile', 'requests', 'children', 'all-children', 'no-children', 'redact'],
    takes: 'files',
    examples: [
      [`sfn-timeline explain ${ARN}`, 'across all that it started'],
      ['sfn-timeline explain history.json --json --redact', 'for a program or a ticket'],
    ],
  },
  export: {
    words: 'write an execution and what it started as one file',
    options: [
      ...(['format', 'payloads', 'mask', 'leave-out', 'pseudonyms', 'keep-causes', 'keep-secrets'] as const),
      ...(['width', 'dark', 'profile', 'requests', 'children', 'all-children', 'no-children'] as const),
    ],
    takes: 'files',
    examples: [
      [`sfn-timeline export ${ARN} --all-children > forest.json`, 'with everything it started'],
      ['sfn-timeline export history.json --format chrome-trace > run.trace.json', 'for Perfetto or speedscope'],
      ['sfn-timeline export history.json --format svg --width 1000 > chart.svg', 'a picture of the chart'],
      ['sfn-timeline export history.json --format report > report.markdown', 'for a ticket'],
      [
        'sfn-timeline export history.json --format share-html --payloads shapes > run.html',
        'to pass on, viewer included',
      ],
    ],
  },
  compare: {
    words: 'tell how two executions differ',
    options: ['last', 'json', 'profile', 'requests', 'children', 'all-children', 'no-children'],
    takes: 'files',
    examples: [
      [`sfn-timeline compare --last 20 ${ARN}`, 'against the last 20 successes of its state machine'],
      [`sfn-timeline compare ${ARN.replace('4711', '4710')} ${ARN}`, 'with what both started'],
      ['sfn-timeline compare before.json after.json --json', 'for a program: fail a build where a state takes longer'],
    ],
  },
  runs: {
    words: 'list the runs of a state machine',
    options: ['since', 'json', 'profile', 'requests', 'logs'],
    takes: 'nothing',
    examples: [
      [`sfn-timeline runs ${MACHINE} --since 7d`, 'of a week'],
      [`sfn-timeline runs ${MACHINE} --json`, 'the newest, for a program'],
      [
        `sfn-timeline runs ${MACHINE.replace('Orders', 'Quick')} --logs --since 3h`,
        'of an Express machine, from its log',
      ],
    ],
  },
  'reset-token': {
    words: 'lock out every page opened so far',
    options: [],
    takes: 'nothing',
    examples: [['sfn-timeline reset-token', 'after the token may have been seen']],
  },
  stop: {
    words: 'stop a gateway in the background',
    options: ['port'],
    takes: 'nothing',
    examples: [['sfn-timeline stop', 'the one that open has started']],
  },
  completion: {
    words: 'print what completes commands in a shell',
    options: [],
    takes: SHELLS,
    examples: [
      ['source <(sfn-timeline completion bash)', 'in ~/.bashrc'],
      ['source <(sfn-timeline completion zsh)', 'in ~/.zshrc, after compinit'],
      ['sfn-timeline completion fish > ~/.config/fish/completions/sfn-timeline.fish', 'once'],
    ],
  },
}

/** Whether a word names a command. */
export function isCommand(text: string): text is CommandName {
  return Object.hasOwn(COMMANDS, text)
}
