import { type Command, parseCommandLine } from '../src/cli/command-line.ts'
import type { CommandOutput } from '../src/cli/command-output.ts'
import { runCompare } from '../src/cli/compare.ts'
import { runExplain } from '../src/cli/explain.ts'
import { runExport } from '../src/cli/export.ts'
import { runOutline } from '../src/cli/outline.ts'
import { runRuns } from '../src/cli/runs.ts'
import { type Endpoint, startEndpoint } from '../src/fake-aws/endpoint.ts'
import { type ForestAccess, servedForest } from '../src/fake-aws/served-forest.ts'
import { realSurroundings, type Surroundings } from '../src/loading/surroundings.ts'
import { randomForest } from '../src/simulator/forest/random-forest.ts'
import { type Forest, simulateForest } from '../src/simulator/forest/simulate-forest.ts'

/** `explain` against an endpoint of its own over HTTP, with credentials that are none. */
export interface ExplainBench {
  readonly endpoint: Endpoint
  /** Serves this forest alone. */
  readonly serve: (forest: Forest, access?: ForestAccess) => void
  /** Beside what is served already. */
  readonly serveToo: (forest: Forest) => void
  readonly explain: (...args: readonly string[]) => Promise<Explained>
  readonly outline: (...args: readonly string[]) => Promise<Explained>
  readonly compare: (...args: readonly string[]) => Promise<Explained>
  readonly runs: (...args: readonly string[]) => Promise<Explained>
  readonly export: (...args: readonly string[]) => Promise<Explained>
  readonly close: () => Promise<void>
}

export interface Explained {
  readonly status: number
  readonly text: string
  readonly complaints: readonly string[]
}

export async function startExplainBench(): Promise<ExplainBench> {
  const endpoint = await startEndpoint()
  const saved = { ...process.env }
  for (const name of Object.keys(process.env)) if (name.startsWith('AWS_')) delete process.env[name]
  Object.assign(process.env, {
    AWS_ENDPOINT_URL_SFN: endpoint.url,
    AWS_ENDPOINT_URL_CLOUDWATCH_LOGS: endpoint.url,
    AWS_ACCESS_KEY_ID: 'AKIDEXAMPLE',
    AWS_SECRET_ACCESS_KEY: 'none',
    AWS_CONFIG_FILE: '/dev/null',
    AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
  })
  const serveToo = (forest: Forest, access?: ForestAccess) => {
    const { executions, mapRuns } = servedForest(forest, access)
    for (const execution of executions) endpoint.add(execution)
    for (const mapRun of mapRuns) endpoint.addMapRun(mapRun)
  }
  return {
    endpoint,
    serve: (forest, access) => {
      endpoint.reset()
      serveToo(forest, access)
    },
    serveToo,
    explain: (...args) => run('explain', ...args),
    outline: (...args) => run('outline', ...args),
    compare: (...args) => run('compare', ...args),
    runs: (...args) => run('runs', ...args),
    export: (...args) => run('export', ...args),
    close: () => {
      process.env = saved
      return endpoint.close()
    },
  }
}

/** Pauses shortened, but not the time that an answer may take: real timers, real sockets. */
const hurried: Surroundings = {
  ...realSurroundings,
  sleep: (ms, signal) => realSurroundings.sleep(ms > 30_000 ? ms : ms / 100, signal),
}

async function run(...args: readonly string[]): Promise<Explained> {
  const command = parseCommandLine(args)
  const complaints: string[] = []
  const written: string[] = []
  const output = {
    write: async (text: string | Uint8Array) =>
      void written.push(typeof text === 'string' ? text : Buffer.from(text).toString('latin1')),
    complain: (line: string) => void complaints.push(line),
  }
  const status = await statusOf(command, output)
  return { status, text: written.join(''), complaints }
}

function statusOf(command: Command, output: CommandOutput): Promise<number> {
  if (command.kind === 'explain') return runExplain(command, output, hurried)
  if (command.kind === 'compare') return runCompare(command, output, hurried)
  if (command.kind === 'runs') return runRuns(command, output, hurried)
  if (command.kind === 'export') return runExport(command, output, { surroundings: hurried, pageDir: 'dist/page' })
  if (command.kind === 'outline') return runOutline(command, output)
  throw new Error(`no command of this bench: ${command.kind}`)
}

/** A forest out of a seed. */
export function forestOfSeed(seed: number): Forest {
  const { machine, options } = randomForest(seed)
  return simulateForest(machine, options)
}
