import type { MapRunSummary } from '../execution-summary.ts'
import { parseStatesArn } from '../states-arn.ts'
import type { ResultPieces } from './collect-results.ts'
import type { ChildRecord, ResultFile, ResultManifest } from './result-value.ts'

/** A Map Run as files tell of it. */
export interface ParsedMapRun {
  /** Undefined where neither a manifest nor a folder's name tells: the records themselves do not. */
  readonly mapRunArn: string | undefined
  /** What a Map Run's ARN begins with where it is one of these children's, up to its id; undefined where no child is here. */
  readonly arnPrefix: string | undefined
  readonly children: readonly ChildRecord[]
  /** Items that never became an execution. */
  readonly pending: number
  /** DescribeMapRun's answer, where the file holds it. */
  readonly summary: MapRunSummary | undefined
  /** Of which statuses every child is here (`ALL`: of any), where the file says so. */
  readonly listed: readonly string[] | undefined
  /** What is known not to be here, in words. */
  readonly lacking: readonly string[]
}

/** One file's pieces, with what tells it from others. */
export interface ResultPiecesOfFile extends ResultPieces {
  /** With the folders in an archive. */
  readonly name: string
  readonly sizeBytes: number
}

interface Draft {
  mapRunArn: string | undefined
  arnPrefix: string | undefined
  readonly children: Map<string, ChildRecord>
  /** By the number of the redrive that wrote them. */
  readonly pending: Map<number, number>
  readonly manifests: ResultManifest[]
  readonly files: ResultPiecesOfFile[]
  summary: MapRunSummary | undefined
  listed: readonly string[] | undefined
}

/**
 * Puts together what files tell of Map Runs. A record names its state machine and the Map's label, a manifest the Map Run: a file
 * belongs to the manifest that names it, told apart by folder and size where several do.
 */
export function gatherMapRuns(files: readonly ResultPiecesOfFile[]): readonly ParsedMapRun[] {
  const drafts = new Map<string, Draft>()
  for (const { manifests, written } of files) {
    for (const manifest of manifests) draftOf(drafts, manifest.mapRunArn, manifest.mapRunArn).manifests.push(manifest)
    for (const run of written) addWritten(draftOf(drafts, run.mapRunArn, run.mapRunArn), run)
  }
  const withRecords = files.filter(({ children, pending }) => children.length > 0 || pending > 0)
  // What never started names nothing: it goes where its folder's other files went.
  for (const file of withRecords.toSorted(
    (a, b) => Number(a.children.length === 0) - Number(b.children.length === 0),
  )) {
    addFile(ownerOf(file, drafts), file)
  }
  return [...drafts.values()].map(parsed)
}

function draftOf(drafts: Map<string, Draft>, key: string, arn: string | undefined): Draft {
  let draft = drafts.get(key)
  if (draft === undefined) {
    draft = { mapRunArn: arn, arnPrefix: prefixOfRun(arn), ...EMPTY() }
    drafts.set(key, draft)
  }
  return draft
}

const EMPTY = (): Omit<Draft, 'mapRunArn' | 'arnPrefix'> => ({
  children: new Map(),
  pending: new Map(),
  manifests: [],
  files: [],
  summary: undefined,
  listed: undefined,
})

function prefixOfRun(arn: string | undefined): string | undefined {
  const parsed = arn === undefined ? undefined : parseStatesArn(arn)
  return parsed?.kind === 'mapRun' ? parsed.arn.slice(0, -parsed.mapRunId.length) : undefined
}

/** `arn:…:mapRun:SM/LABEL:` of a child's `arn:…:execution:SM/LABEL:NAME`; undefined for what is no Map Run's child. */
export function mapRunPrefixOf(childArn: string): string | undefined {
  const parsed = parseStatesArn(childArn)
  if ((parsed?.kind !== 'execution' && parsed?.kind !== 'express') || parsed.mapRunLabel === undefined) return undefined
  const { partition, region, account, stateMachineName, mapRunLabel } = parsed
  return `arn:${partition}:states:${region}:${account}:mapRun:${stateMachineName}/${mapRunLabel}:`
}

function ownerOf(file: ResultPiecesOfFile, drafts: Map<string, Draft>): Draft {
  const [child] = file.children
  const prefix = child === undefined ? undefined : mapRunPrefixOf(child.executionArn)
  const fitting = [...drafts.values()].filter(
    draft => prefix === undefined || draft.arnPrefix === undefined || draft.arnPrefix === prefix,
  )
  const named = onlyOne(fitting.filter(draft => draft.manifests.some(manifest => namesFile(manifest, file))))
  const sized = onlyOne(fitting.filter(draft => draft.manifests.some(manifest => namesExactly(manifest, file))))
  const inFolder = onlyOne(fitting.filter(draft => isInFolderOf(draft, file)))
  const owner = inFolder ?? sized ?? named ?? (prefix === undefined ? onlyOne(fitting) : undefined)
  if (owner !== undefined) return owner
  const id = runIdIn(file.name)
  if (prefix !== undefined && id !== undefined) return draftOf(drafts, prefix + id, prefix + id)
  const alone = draftOf(drafts, prefix ?? file.name, undefined)
  alone.arnPrefix = prefix
  return alone
}

function onlyOne(drafts: readonly Draft[]): Draft | undefined {
  return drafts.length === 1 ? drafts[0] : undefined
}

function namesFile({ files }: ResultManifest, { name }: ResultPiecesOfFile): boolean {
  return files.some(({ key }) => isSameName(key, name))
}

/** Sizes are those of S3's objects: of a file that was compressed since, they tell nothing. */
function namesExactly({ files }: ResultManifest, { name, sizeBytes }: ResultPiecesOfFile): boolean {
  return files.some(file => isSameName(file.key, name) && file.sizeBytes === sizeBytes)
}

function isSameName(key: string, name: string): boolean {
  return plainName(key) === plainName(name)
}

function plainName(path: string): string {
  return (path.split(/[\\/]/).at(-1) ?? path).replace(/\.gz$/, '')
}

/** `PREFIX/RUN-UUID/[Redrive-1/]FAILED_0.json`: the folder bears the Map Run's id. */
function isInFolderOf({ mapRunArn, files }: Draft, { name }: ResultPiecesOfFile): boolean {
  const id = runIdIn(name)
  if (id !== undefined) return mapRunArn?.endsWith(`:${id}`) === true
  const folder = folderOf(name)
  return folder !== '' && files.some(file => folderOf(file.name) === folder)
}

function runIdIn(path: string): string | undefined {
  return /(?:^|[\\/])([\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12})[\\/]/i.exec(path)?.[1]
}

function folderOf(path: string): string {
  return path.split(/[\\/]/).slice(0, -1).join('/')
}

function redriveOf({ name }: ResultPiecesOfFile): number {
  return Number(/Redrive-(\d{1,4})[\\/]/i.exec(name)?.[1] ?? 0)
}

function addFile(draft: Draft, file: ResultPiecesOfFile): void {
  draft.files.push(file)
  for (const child of file.children) addChild(draft, child)
  const redrive = redriveOf(file)
  draft.pending.set(redrive, (draft.pending.get(redrive) ?? 0) + file.pending)
}

function addWritten(draft: Draft, { summary, children, listed }: ResultPieces['written'][number]): void {
  draft.summary = summary
  draft.listed = listed
  for (const child of children) addChild(draft, child)
}

/** After a redrive a child stands in more than one file: the latest word counts. */
function addChild({ children }: Draft, child: ChildRecord): void {
  const before = children.get(child.executionArn)
  if (before === undefined || isLater(child, before)) children.set(child.executionArn, child)
}

function isLater(child: ChildRecord, before: ChildRecord): boolean {
  if (child.redriveCount !== before.redriveCount) return child.redriveCount > before.redriveCount
  return (child.stoppedAt ?? 0) > (before.stoppedAt ?? 0)
}

function parsed(draft: Draft): ParsedMapRun {
  const { mapRunArn, arnPrefix, children, pending, summary, listed } = draft
  const latest = Math.max(0, ...pending.keys())
  return {
    ...{ mapRunArn, arnPrefix, summary, listed, children: [...children.values()], pending: pending.get(latest) ?? 0 },
    lacking: lackingOf(draft),
  }
}

function lackingOf({ manifests, files, listed }: Draft): readonly string[] {
  if (listed !== undefined) return []
  const broken = files.flatMap(({ name, broken: count }) =>
    count === 0
      ? []
      : [`In ${name} ${count === 1 ? '1 record is cut or makes' : `${count} records are cut or make`} no sense`],
  )
  if (manifests.length === 0) {
    return [...broken, 'Without the manifest.json of the results nothing tells whether all children are here']
  }
  const absent = manifests.flatMap(manifest => manifest.files).filter(file => !isHere(file, files))
  return absent.length === 0 ? broken : [...broken, absentWords(absent)]
}

function isHere({ key }: ResultFile, files: readonly ResultPiecesOfFile[]): boolean {
  return files.some(({ name }) => isSameName(key, name))
}

function absentWords(absent: readonly ResultFile[]): string {
  const names = [...new Set(absent.map(({ key }) => plainName(key)))]
  const first = names.slice(0, 3).join(', ')
  const more = names.length > 3 ? ` and ${names.length - 3} more` : ''
  return `The manifest names files that are not here: ${first}${more}`
}
