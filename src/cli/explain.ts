import { explanationOf } from '../export/explanation.ts'
import { redacted } from '../export/explanation-redacted.ts'
import { explanationText } from '../export/explanation-text.ts'
import { arnOf, type ExecutionRef, type Member } from '../forest/member.ts'
import { type AwsAccess, createAwsAccess } from '../gateway/aws-access.ts'
import { chosenProfiles } from '../gateway/chosen-profiles.ts'
import { configDir } from '../gateway/config-dir.ts'
import { createFleet, type Fleet } from '../loading/fleet.ts'
import { DEFAULT_LOAD_SETTINGS, type LoadSettings } from '../loading/load-settings.ts'
import { createQueryClient } from '../loading/query-client.ts'
import { realSurroundings, type Surroundings } from '../loading/surroundings.ts'
import { jsonOnOneLine, onOneLine } from '../words/on-one-line.ts'
import { DEFAULT_PORT, type ExplainCommand } from './command-line.ts'
import { readStory } from './explain-reading.ts'
import { awsSources, type ExplainSources, fileSources } from './explain-sources.ts'
import { type ExplainTarget, explainTargetOf } from './explain-target.ts'
import { readBytes } from './history-bytes.ts'

/** Where the lines go. */
export interface ExplainOutput {
  write(text: string): Promise<void>
  complain(line: string): void
}

/** A terminal does not wait as long as a page that is left open. */
const PATIENCE: LoadSettings = {
  ...DEFAULT_LOAD_SETTINGS,
  asksDefinition: false,
  attempts: code => (/^(Upstream|Credentials|NoAnswer)/.test(code) ? 3 : 12),
}

/**
 * Tells what an execution came to, across all that it started.
 * @returns the exit status: 0 where there is an answer, whatever it is; 1 where the execution cannot be read.
 */
export async function runExplain(
  command: ExplainCommand,
  output: ExplainOutput,
  surroundings = realSurroundings,
): Promise<number> {
  const opened = await open(await explainTargetOf(command.target), { ...command, surroundings })
  const { fleet, sent, notes } = opened
  try {
    const rules = { children: command.children, all: command.allChildren }
    await readStory(fleet, command.noChildren ? 'alone' : rules)
    const asked = fleet.view.forest.member(0)
    if (asked?.tree === undefined) {
      output.complain(`sfn-timeline: ${onOneLine(whyNot(asked))}`)
      return 1
    }
    for (const note of [...notes, ...shortcomings(fleet)]) output.complain(`sfn-timeline: ${onOneLine(note)}`)
    const told = explanationOf(fleet.view.forest, { requests: sent(), linkTo })
    const explanation = command.redact ? redacted(told) : told
    await output.write(`${command.json ? jsonOnOneLine(explanation) : explanationText(explanation)}\n`)
    return 0
  } finally {
    fleet.dispose()
  }
}

interface Opened {
  readonly fleet: Fleet
  /** Requests that went out to AWS. */
  readonly sent: () => number
  /** What a person should know beside the answer. */
  readonly notes: readonly string[]
}

type Explaining = ExplainCommand & { readonly surroundings: Surroundings }

async function open(target: ExplainTarget, command: Explaining): Promise<Opened> {
  if (target.kind === 'file') {
    const name = target.path === '-' ? 'standard input' : target.path
    const { asked, choices, ...sources } = await fileSources(await readBytes(target.path), name)
    const more = choices.length - 1
    const notes =
      more === 0
        ? []
        : [`${name} holds ${choices.length} executions; this is ${asked.summary.executionArn ?? 'the first'}.`]
    return { fleet: fleetOf(asked.ref, sources, command), sent: () => 0, notes }
  }
  const aws = createAwsAccess({ profile: command.profile, chosenProfiles: chosenProfiles(configDir()) })
  const sources = awsSources(aws, command.profile)
  const arn = target.kind === 'execution' ? target.arn : await parentOf(target.arn, sources)
  const ceiling = command.requests - aws.counts().sent
  return {
    fleet: fleetOf({ kind: 'aws', arn }, sources, { ...command, requests: ceiling }),
    sent: () => sentBy(aws),
    notes: [],
  }
}

function sentBy(aws: AwsAccess): number {
  return aws.counts().sent
}

/** A Map Run is explained by the execution it belongs to. */
async function parentOf(mapRunArn: string, { childSource }: ExplainSources): Promise<string> {
  const { executionArn } = await childSource.describeMapRun(mapRunArn, new AbortController().signal)
  if (executionArn === undefined) throw new Error('AWS does not tell which execution this Map Run belongs to.')
  return executionArn
}

function fleetOf(
  ref: ExecutionRef,
  { finder, childSource }: ExplainSources,
  { requests, surroundings }: Explaining,
): Fleet {
  return createFleet({
    ...{ ref, finder, childSource, client: createQueryClient(), surroundings },
    // A child's history tells what there is to say of it.
    settingsOf: ({ id }) => ({ ...PATIENCE, describes: id === 0 }),
    ...{ settings: PATIENCE, ceiling: requests, keptEvents: Number.POSITIVE_INFINITY },
  })
}

function whyNot(member: Member | undefined): string {
  if (member?.state.kind !== 'trouble') return 'the execution has no event yet.'
  const { message, why, whatToDo, copy } = member.state.trouble
  return [message, why, whatToDo, copy]
    .filter(part => part !== undefined)
    .join(' ')
    .replaceAll(/\s*\n\s*/g, ' ')
}

/** What the answer lacks, and why. */
function shortcomings({ view }: Fleet): readonly string[] {
  const { forest, held, ceiling, graftTroubles } = view
  const members = forest.knownMembers().flatMap(member => {
    const isOther = member.state.kind === 'trouble' && member.state.trouble.code !== 'RequestCeiling'
    return isOther ? [`${arnOf(member) ?? 'the execution'}: ${whyNot(member)}`] : []
  })
  const lists = [...graftTroubles.values()].filter(({ code }) => code !== 'RequestCeiling' && code !== 'NotInFile')
  return [
    ...(held ? [`the answer is not whole: ${ceiling} requests were made, and --requests allows no more.`] : []),
    ...members.filter(text => !text.includes('does not hold it')),
    ...lists.map(({ message, whatToDo }) => `a Map Run's children: ${message} ${whatToDo ?? ''}`.trim()),
  ]
}

/** Leads to an event, in the page that `sfn-timeline` serves on the machine of whoever follows it. */
function linkTo(arn: string, event: number): string {
  return `http://127.0.0.1:${DEFAULT_PORT}/#/executions/${encodeURIComponent(arn)}?v=1&event=${event}`
}
