import { FORMATS } from '../export/formats/format-table.ts'
import { SHARE_FORMATS } from '../export/share/share-format.ts'
import { DEFAULT_PORT } from './command-line.ts'
import { COMMANDS, isCommand } from './command-table.ts'

const OVERVIEW = `sfn-timeline: execution timelines for AWS Step Functions

Usage
  sfn-timeline [start]              serve the page on this machine and open it
  sfn-timeline open ['<ARN or link>'] open an execution, or the first page (starts what is needed)
  sfn-timeline outline FILE…        print the spans of history files as text or JSON
  sfn-timeline explain '<ARN, link or file>'
                                    tell what failed and why, across all it started, as text or JSON
  sfn-timeline export '<ARN, link or file>'
                                    write an execution and what it started as one file to open
  sfn-timeline compare '<A>' '<B>'  tell where B spent more time than A, and what else differs, as text or JSON
  sfn-timeline compare --last 20 '<B>'
                                    the same against the last 20 successes of its state machine
  sfn-timeline runs '<machine>'     list the runs of a state machine: what came of them, how long they took, as text or JSON
  sfn-timeline reset-token          lock out every page opened so far
  sfn-timeline stop                 stop a gateway that runs in the background
  sfn-timeline completion SHELL     print what completes commands in bash, zsh or fish

Options
  -h, --help      this text; with a command, that command's
  -v, --version   the version

Exit status
  0   done: there is an answer, whatever came of the execution
  1   something could not be read, opened or reached; standard error says what and why
  2   the command line could not be understood

Answers go to standard output, all else to standard error: on a terminal also how far reading is, in a pipe not. Neither has colours.
Ctrl+C ends a command that reads, with status 130.

Nothing leaves this machine but read-only calls to AWS: seven, one more where you ask the page for a list of state machines, two with --logs, signed with your own credentials.
`

const TOPICS: ReadonlyMap<string, string> = new Map(
  Object.entries<string>({
    start: `sfn-timeline [start] [--port N] [--no-open] [--profile NAME] [--logs]

Serves the page on 127.0.0.1 and opens it in your browser. Prints one line with an address that is for you alone: it
lets one browser in, once. Already running there: opens that one. Ctrl+C ends it.

  -p, --port N      listen there instead of ${DEFAULT_PORT} (taken by something else: the next free one)
      --no-open     do not start a browser
      --profile P   use this AWS profile for every account (before AWS_PROFILE; default: the profile
                    whose account is the execution's)
      --logs        let the page read CloudWatch Logs of the accounts for which you switch it on there: Express
                    executions, what an attempt printed (logs:FilterLogEvents, lambda:GetFunctionConfiguration)
`,
    open: `sfn-timeline open ['<ARN or link>'] [--port N] [--profile NAME] [--logs]

Opens an execution or Map Run by its ARN, a link to the AWS console, or a link that a colleague sent; without one, the
first page. If no gateway runs, one is started in the background ("sfn-timeline stop" ends it).
`,
    outline: `sfn-timeline outline FILE… [--json] [--failed] [--depth N] [--children]

Prints the spans of execution histories (files of the AWS CLI, the SDKs or CloudWatch Logs; - is standard input).
No AWS account is needed. Exit status 1 if a file is no history; the others are printed all the same.

      --json     one JSON document; with several files one a line, with its "file"
      --failed   only what failed, and what it lies in
      --depth N  no deeper than N levels below the execution

Instead of a file: an execution's ARN or a link to it, which is read from AWS.

      --children      also the executions it started that tell what went wrong, each with its ARN; of files: read together
      --requests N    ask AWS at most N times (default 200)
      --profile P     use this AWS profile
`,
    explain: `sfn-timeline explain '<ARN, link or file>' [FILE…] [--json] [--requests N] [--children N] [--redact] [--profile NAME]

Tells what an execution came to: the deepest cause in whichever execution it lies, what else failed, where the time went. Takes an
execution's or Map Run's ARN, a link to the AWS console, one of our links, or files (- is standard input; files ask nothing of AWS):
histories of an execution and of those it started, results of Map Runs as a ResultWriter leaves them, or what export wrote. Reads the way down to the cause and some children of each Map Run that failed, with the seven read-only calls and
within your quotas. Exit status 0 where there is an answer, whatever the outcome; 1 where the execution cannot be read.

      --json          one JSON document
      --requests N    ask AWS at most N times (default 200)
      --children N    read at most N children of a Map Run (default 25)
      --all-children  read everything that was started
      --no-children   read the execution alone
      --redact        leave out payloads, causes and account ids
      --profile P     use this AWS profile
`,
    compare: `sfn-timeline compare '<A>' '<B>' [--json] [--requests N] [--children N] [--profile NAME]
sfn-timeline compare --last N '<B>' [--json] [--requests N] [--profile NAME]

Tells how execution B differs from execution A: where the extra time went (parts that add up to the difference of durations), the
first Choice that differs, new and missing states, retries, input, output and definition. Each is a history file, an ARN, a link to
the AWS console or one of our links. Executions that a task waited for are read of both, those first that took most longer or shorter;
their states are named by their state machine. What is not read is told in one line. Exit status 0 where both could be read.

With --last, B is held against the runs of its state machine that succeeded before it: parts of the difference from the run of the
middle duration, and the range of each state. What they started is not read.

      --last N        the last N successes before B, 1 to 99
      --json          one JSON document, times in ms
      --requests N    ask AWS at most N times for all together (default 200)
      --children N    read at most N pairs of executions below (default 25)
      --all-children  read everything that was started, children of Map Runs too
      --no-children   read the two executions alone
      --profile P     use this AWS profile
`,
    runs: `sfn-timeline runs '<machine>' [--since 7d] [--json] [--logs] [--requests N] [--profile NAME]

Lists the runs of a state machine, newest first: status, start, duration, redrives, with the share that failed and what a success
usually takes. Takes the ARN of a state machine, a version or an alias, or a link to the AWS console. Step Functions keeps runs for 90
days; those of Express state machines are in their log alone, which is read with --logs, newest first. Exit status 0 where they could be listed, whatever came of them.

      --since TIME    all that started within 90m, 12h, 7d, 2w (default: the newest page, up to 1,000 runs; from a log, 1h)
      --json          one JSON document, durations in ms; "whole" says whether it holds all that started since then
      --logs          read the log group of an Express machine: the lines that tell when a run started and how it ended
                      (logs:FilterLogEvents, beside states:DescribeStateMachine)
      --requests N    ask AWS at most N times, up to 1,000 runs each (default 200)
      --profile P     use this AWS profile
`,
    export: `sfn-timeline export '<ARN, link or file>' [FILE…] [--format F] [--requests N] [--children N] [--profile NAME] > forest.json

Writes an execution and those it started, as far as explain reads them, as one JSON file: each history as AWS gives it, each Map Run
with the list of its children. The page, explain and outline open it as it was. Takes what explain takes.

      --format F      for another tool, or to pass on, instead:
${formatLines()}      --width N       of a picture, in pixels (default 1200)
      --dark          a dark picture

 of a file to share, which says on standard error what was taken out:
      --payloads M    inputs, outputs and causes: keep (default), shapes (types and sizes) or drop
      --mask P,P      mask what stands at these JSONPaths ($.customer.name, $..iban) or names of members
      --leave-out P,P leave it out
      --pseudonyms    for account ids, request ids, and names of machines, executions, states and resources
      --keep-causes   causes stay where payloads do not
      --keep-secrets  mask nothing (default: keys, tokens, passwords, e-mail addresses, cards and IBANs)

      --requests N    ask AWS at most N times (default 200)
      --children N    read at most N children of a Map Run that failed (default 25)
      --all-children  read everything that was started
      --no-children   read the execution alone
      --profile P     use this AWS profile
`,
    'reset-token': `sfn-timeline reset-token

Replaces the secret that lets your page speak to your gateway. A running gateway takes the new one at once; pages
opened before ask for it: run sfn-timeline again.
`,
    stop: `sfn-timeline stop [--port N]

Stops your gateway on this machine, in whichever terminal or background it runs.
`,
    completion: `sfn-timeline completion bash|zsh|fish

Prints a script that makes your shell complete commands, options, profiles and files.
`,
  }),
)

/** The help text of a command, with examples, or the overview. */
export function helpText(topic: string | undefined): string {
  const text = topic === undefined ? undefined : TOPICS.get(topic)
  return text === undefined || topic === undefined ? OVERVIEW : text + examplesOf(topic)
}

function examplesOf(topic: string): string {
  if (!isCommand(topic)) return ''
  return `\nExamples\n${COMMANDS[topic].examples.map(([line, does]) => `  # ${does}\n  ${line}\n`).join('')}`
}

function formatLines(): string {
  return Object.entries({ ...FORMATS, ...SHARE_FORMATS })
    .map(([name, { words }]) => `                        ${name.padEnd(13)} ${words}\n`)
    .join('')
}
