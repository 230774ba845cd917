import { arnOf, type ExecutionRef, type Member, type MemberTrouble } from '../forest/member.ts'
import type { StandIn } from '../history/execution-summary.ts'
import { createFleet, type Fleet } from '../loading/fleet.ts'
import { DEFAULT_LOAD_SETTINGS, type LoadSettings } from '../loading/load-settings.ts'
import { createQueryClient } from '../loading/query-client.ts'
import { CEILING_CODE, countedChildSource, createRequestBudget, type RequestBudget } from '../loading/request-budget.ts'
import type { Surroundings } from '../loading/surroundings.ts'
import { NOT_IN_FILE } from '../source/file-errors.ts'
import { type Asking, askingOf } from './asking.ts'
import { type ExplainSources, type FileSources, fileSources } from './explain-sources.ts'
import type { ExplainTarget } from './explain-target.ts'
import { readBytes } from './history-bytes.ts'

/** How a command reads executions. */
export interface StoryOptions {
  /** Requests to AWS at most. */
  readonly requests: number
  readonly profile: string | undefined
  readonly surroundings: Surroundings
  /** Shared with what else the command reads; of its own by default. */
  readonly asking?: Asking
}

/** A fleet for one command. */
export interface StoryFleet {
  readonly fleet: Fleet
  /** Requests that went out to AWS. */
  readonly sent: () => number
  /** What a person should know beside the answer. */
  readonly notes: readonly string[]
  /** What the asked execution stands in for, where files hold no history of it. */
  readonly standIn: StandIn | undefined
}

/** A terminal does not wait as long as a page that is left open. */
export const PATIENCE: LoadSettings = {
  ...DEFAULT_LOAD_SETTINGS,
  asksDefinition: false,
  // Nobody waits for the first names: a skeleton would only be read twice.
  ...{ slowPageMs: Number.POSITIVE_INFINITY, heavyPageBytes: Number.POSITIVE_INFINITY },
  attempts: code => (/^(Upstream|Credentials|NoAnswer)/.test(code) ? 3 : 12),
}

/** The fleet whose member 0 is what a person named. Nothing is read yet. @throws what says why there can be none. */
export async function openStory(target: ExplainTarget, options: StoryOptions): Promise<StoryFleet> {
  if (target.kind === 'files') return storyOfFiles(target.paths, options)
  const { sources, budget, sent } = options.asking ?? askingOf(options)
  const arn = target.kind === 'execution' ? target.arn : await parentOf(target.arn, sources, budget)
  const fleet = fleetOf({ kind: 'aws', arn }, { ...sources, budget }, options)
  return { fleet, sent, notes: [], standIn: undefined }
}

async function storyOfFiles(paths: readonly string[], options: StoryOptions): Promise<StoryFleet> {
  const named = paths.map(async path => ({ name: nameOf(path), bytes: await readBytes(path) }))
  const sources = await fileSources(await Promise.all(named))
  const notes = notesOf(sources, paths.map(nameOf).join(', '))
  const { asked } = sources
  const budget = createRequestBudget(Number.POSITIVE_INFINITY)
  const fleet = fleetOf(asked.ref, { ...sources, budget, describesAll: true }, options)
  return { fleet, sent: () => 0, notes, standIn: asked.summary.standIn }
}

function nameOf(path: string): string {
  return path === '-' ? 'standard input' : path
}

/** What belongs to nothing is not passed over in silence. */
function notesOf({ asked, roots, all }: FileSources, names: string): readonly string[] {
  const told = [asked.summary.partial, ...(asked.summary.notices ?? [])].filter(words => words !== undefined)
  const notes = told.map(words => `${words}.`.replace(/\.\.$/, '.'))
  if (all.length === 1) return notes
  const which = asked.summary.executionArn ?? 'the first'
  const others = roots.slice(1).map(({ summary, eventCount }) => summary.executionArn ?? `one of ${eventCount} events`)
  const beside =
    others.length === 0
      ? ''
      : ` Not below it, and left out: ${others.slice(0, 5).join(', ')}${more(others.length - 5)}.`
  return [...notes, `${names} holds ${all.length} executions; this is ${which}.${beside}`]
}

function more(count: number): string {
  return count > 0 ? ` and ${count} more` : ''
}

/** A Map Run's story is that of the execution it belongs to. */
async function parentOf(mapRunArn: string, { childSource }: ExplainSources, budget: RequestBudget): Promise<string> {
  const counted = countedChildSource(childSource, budget)
  const { executionArn } = await counted.describeMapRun(mapRunArn, new AbortController().signal)
  if (executionArn === undefined) throw new Error('AWS does not tell which execution this Map Run belongs to.')
  return executionArn
}

interface FleetSources extends ExplainSources {
  readonly budget: RequestBudget
  /** It costs nothing to ask what a child is. */
  readonly describesAll?: boolean
}

function fleetOf(ref: ExecutionRef, sources: FleetSources, { surroundings }: StoryOptions): Fleet {
  const { finder, childSource, budget, describesAll = false } = sources
  return createFleet({
    ...{ ref, finder, childSource, client: createQueryClient(), surroundings, budget },
    // A child's history tells what there is to say of it.
    settingsOf: ({ id }) => ({ ...PATIENCE, describes: describesAll || id === 0 }),
    ...{ settings: PATIENCE, keptEvents: Number.POSITIVE_INFINITY },
  })
}

/** Why there is nothing to tell of a member. */
export function whyNot(member: Member | undefined): string {
  if (member?.state.kind !== 'trouble') return 'the execution has no event yet.'
  return wordsOf(member.state.trouble)
}

/** All that an error says, on one line. */
export function wordsOf({ message, why, whatToDo, copy }: MemberTrouble): string {
  return [message, why, whatToDo, copy]
    .filter(part => part !== undefined)
    .join(' ')
    .replaceAll(/\s*\n\s*/g, ' ')
}

/** What the answer lacks, and why. */
export function shortcomings({ view }: Fleet): readonly string[] {
  const { forest, held, ceiling, graftTroubles } = view
  const members = forest.knownMembers().flatMap(member => {
    const isTold = member.state.kind === 'trouble' && !isExpected(member.state.trouble.code)
    return isTold ? [`${arnOf(member) ?? 'the execution'}: ${whyNot(member)}`] : []
  })
  const lists = [...graftTroubles.values()].filter(({ code }) => !isExpected(code))
  return [
    ...(held ? [`the answer is not whole: ${ceiling} requests were made, and --requests allows no more.`] : []),
    ...members,
    ...lists.map(({ message, whatToDo }) => `a Map Run's children: ${message} ${whatToDo ?? ''}`.trim()),
  ]
}

/** Told once for all of them, or no wonder. */
function isExpected(code: string): boolean {
  return code === CEILING_CODE || code === NOT_IN_FILE
}
