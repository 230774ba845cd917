import { spawn } from 'node:child_process'
import { configDir } from '../gateway/config-dir.ts'
import { terminalLog } from '../gateway/log.ts'
import { fileTokenStore } from '../gateway/token-store.ts'
import { parseTarget } from '../history/target.ts'
import { refOfTarget } from '../state/ref-code.ts'
import { encodeRunsLink } from '../state/runs-link.ts'
import { encodeLink, encodeRoute } from '../state/view-link-codec.ts'
import { sleep } from '../waits/sleep.ts'
import type { OpenCommand } from './command-line.ts'
import { openInBrowser } from './open-in-browser.ts'
import { findGateway, launchUrl } from './running-gateway.ts'

const READY_WITHIN_MS = 15_000

/** Opens what the ARN or link names, or the first page, in a gateway that runs or else one started in the background. */
export async function runOpen(command: OpenCommand, program: string): Promise<number> {
  const route = command.target === undefined ? '' : routeOf(command.target)
  const log = terminalLog(text => process.stderr.write(text))
  const token = await fileTokenStore(configDir()).read()
  const running = await findGateway(command.port, token)
  if (running !== undefined && command.profile) log.say('A gateway is running already: --profile has no effect on it.')
  if (running !== undefined && command.logs) {
    log.say(
      'A gateway is running already: --logs has no effect on it. `sfn-timeline stop` first to start one that reads logs.',
    )
  }
  const port = running ?? (await startInBackground(command, program, token))
  const at = { port, token }
  process.stdout.write(`sfn-timeline is at ${await launchUrl(at, { route, life: 'gateway' })}\n`)
  await openInBrowser(await launchUrl(at, { route, life: 'minute' }), log)
  return 0
}

/**
 * The page's route for what a person pasted (percent-encoded).
 * @throws Error saying why it cannot be opened and what to do.
 */
export function routeOf(pasted: string): string {
  const target = parseTarget(pasted)
  switch (target.kind) {
    case 'execution':
    case 'express':
      return encodeLink({ ref: refOfTarget(target) }).slice(1)
    case 'mapRun':
      return encodeRoute({ kind: 'mapRun', arn: target.arn }).slice(1)
    case 'stateMachine':
      return encodeRunsLink({ arn: target.arn }).slice(1)
    case 'appLink':
      return target.hash.slice(1).replaceAll(/[^\x21-\x7e]/gu, encodeURIComponent)
    case 'unsupported':
      throw new Error(`${target.message} ${target.whatToDo}`)
  }
}

async function startInBackground(command: OpenCommand, program: string, token: string): Promise<number> {
  const profile = command.profile === undefined ? [] : ['--profile', command.profile]
  const logs = command.logs ? ['--logs'] : []
  const args = [program, 'start', '--no-open', '--port', String(command.port), ...profile, ...logs]
  const child = spawn(process.execPath, args, { detached: true, stdio: 'ignore' })
  child.unref()
  const { signal } = new AbortController()
  const until = performance.now() + READY_WITHIN_MS
  while (performance.now() < until && child.exitCode === null) {
    const port = await findGateway(command.port, token)
    if (port !== undefined) return port
    await sleep(100, signal)
  }
  throw new Error('The gateway did not start. Run `sfn-timeline start` in a terminal to see why.')
}
